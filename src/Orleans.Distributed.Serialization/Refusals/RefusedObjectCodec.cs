using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Refusals;

/// <summary>Objects that do not travel, in neither direction.</summary>
internal sealed class RefusedObjectCodec(Type type, Refusal refusal) : ObjectCodec(type)
{
    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value)
        => throw new UnsendableValueException(value.GetType(), value, refusal.Reason, refusal.Advice);

    public override object ReadLate(ref ValueReader reader)
        => throw new MalformedDataException($"The bytes hold a {TypeNames.Short(WireType)}, which is never sent: {refusal.Reason}.");
}
