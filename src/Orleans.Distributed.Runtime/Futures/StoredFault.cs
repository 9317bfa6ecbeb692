using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Futures;

/// <summary>Why a future has no value.</summary>
internal sealed class StoredFault(RemoteFault fault) : StoredResult
{
    public override RemoteFault Fault => fault;

    public override byte[] Encode(MessageCodec codec, Peer receiver) => codec.EncodeFaultReply(receiver, fault);

    public override T Get<T>(Rrid id) => throw fault.ToException();
}
