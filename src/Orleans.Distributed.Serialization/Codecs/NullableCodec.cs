namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>A place for a value or none.</summary>
internal sealed class NullableCodec<T>(Codec<T> content) : Codec<T?>
    where T : struct
{
    public override bool IsLeaf => content.IsLeaf;

    public override bool IsPlain => content.IsPlain;

    public override void Write(ref ValueWriter writer, T? value)
    {
        writer.WriteBoolean(value.HasValue);
        if (value.HasValue)
        {
            content.Write(ref writer, value.GetValueOrDefault());
        }
    }

    public override T? Read(ref ValueReader reader) => reader.ReadBoolean() ? content.Read(ref reader) : null;
}
