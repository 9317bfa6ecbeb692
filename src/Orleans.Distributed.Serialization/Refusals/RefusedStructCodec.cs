using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Refusals;

/// <summary>
/// A place for structures that do not travel, such as cancellation tokens: only the default value does, because it stands for nothing.
/// </summary>
internal sealed class RefusedStructCodec<T>(Refusal refusal) : Codec<T>
    where T : struct
{
    public override bool IsLeaf => true;

    public override void Write(ref ValueWriter writer, T value)
    {
        if (!EqualityComparer<T>.Default.Equals(value, default))
        {
            throw new UnsendableValueException(typeof(T), value, refusal.Reason, refusal.Advice);
        }

        writer.WriteByte(0);
    }

    public override T Read(ref ValueReader reader)
        => reader.ReadByte() == 0
            ? default
            : throw new MalformedDataException($"The bytes hold a {TypeNames.Short(typeof(T))}, which is never sent: {refusal.Reason}.");
}
