namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Objects that every process has one of, such as the default comparer of a type.</summary>
internal sealed class ConstantCodec(Type type, object instance) : ObjectCodec(type)
{
    public override bool HasIdentity => false;

    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value)
    {
    }

    public override object ReadLate(ref ValueReader reader) => instance;
}
