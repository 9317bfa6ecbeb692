using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Channels;

/// <summary>A channel at its owner.</summary>
internal abstract class ChannelEntry(Rrid id) : ReferenceEntry(id)
{
    /// <summary>Does what another process asks for, and makes the reply.</summary>
    public abstract ValueTask<Payload> OperateAsync(
        ChannelOperation operation, Peer caller, OperationKey key, Payload body, MessageCodec codec);

    public abstract void Withdraw(OperationKey key);
}
