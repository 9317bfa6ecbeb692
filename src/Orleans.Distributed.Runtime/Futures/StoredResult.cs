using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Futures;

/// <summary>What a future holds once it is done: a value with its declared type, or a failure.</summary>
internal abstract class StoredResult
{
    /// <summary>The failure, or <see langword="null"/> when it is a value.</summary>
    public virtual RemoteFault? Fault => null;

    /// <summary>The declared type of the value; <see langword="null"/> when there is none.</summary>
    public virtual Type? ValueType => null;

    /// <summary>About how many bytes the value takes, where that is known.</summary>
    public virtual long? Bytes => null;

    /// <summary>Makes the reply that carries it to <paramref name="receiver"/>.</summary>
    public abstract Payload Encode(MessageCodec codec, Peers.Peer receiver);

    /// <summary>Makes the reply that says to <paramref name="receiver"/> that it is there, or why not.</summary>
    public virtual Payload EncodeEnd(MessageCodec codec, Peers.Peer receiver) => MessageCodec.EncodeReply(CallStatus.Done);

    /// <summary>Throws when there is no value.</summary>
    public virtual void ThrowIfFailed(Rrid id, ValueCodec codec)
    {
    }

    /// <summary>The value; throws the failure.</summary>
    public abstract T Get<T>(Rrid id);
}
