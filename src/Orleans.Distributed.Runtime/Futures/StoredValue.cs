using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Futures;

/// <summary>A future's value.</summary>
internal sealed class StoredValue<TValue>(TValue value) : StoredResult
{
    public override Type ValueType => typeof(TValue);

    public override long? Bytes => ValueSize.Of(value);

    public override Payload Encode(MessageCodec codec, Peer receiver) => codec.EncodeValueReply(receiver, value);

    public override T Get<T>(Rrid id) => value is T wanted || (value is null && default(T) is null)
        ? (T)(object?)value!
        : throw new InvalidCastException($"The future {id} holds a {typeof(TValue)}, and was read as {typeof(T)}.");
}
