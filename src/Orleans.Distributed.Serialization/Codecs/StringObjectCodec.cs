namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Strings in places for any object. The identity of long ones is part of how a string is written.</summary>
internal sealed class StringObjectCodec() : ObjectCodec(typeof(string))
{
    public override bool HasIdentity => false;

    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value) => writer.WriteString((string)value);

    public override object ReadLate(ref ValueReader reader)
        => reader.ReadString() ?? throw new MalformedDataException("A text is missing.");
}
