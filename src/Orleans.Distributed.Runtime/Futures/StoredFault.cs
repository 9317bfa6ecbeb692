using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Futures;

/// <summary>Why a future has no value.</summary>
internal sealed class StoredFault(RemoteFault fault) : StoredResult
{
    public override RemoteFault Fault => fault;

    public override Payload Encode(MessageCodec codec, Peer receiver) => codec.EncodeFaultReply(receiver, fault);

    public override Payload EncodeEnd(MessageCodec codec, Peer receiver) => Encode(codec, receiver);

    public override void ThrowIfFailed(Rrid id, ValueCodec codec) => throw fault.ToException(codec);

    public override T Get<T>(Rrid id) => throw fault.ToException();
}
