namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>A place for strings.</summary>
internal sealed class StringCodec : Codec<string?>
{
    public override bool IsLeaf => true;

    public override void Write(ref ValueWriter writer, string? value) => writer.WriteString(value);

    public override string? Read(ref ValueReader reader) => reader.ReadString();
}
