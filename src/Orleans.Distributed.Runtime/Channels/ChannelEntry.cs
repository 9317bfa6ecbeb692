using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>A channel at its owner.</summary>
internal abstract class ChannelEntry(Rrid id) : ReferenceEntry(id)
{
    /// <summary>Does what another process asks for, and makes the reply.</summary>
    public abstract ValueTask<byte[]> OperateAsync(
        ChannelOperation operation, Peer caller, OperationKey key, ReadOnlyMemory<byte> body, MessageCodec codec);

    public abstract void Withdraw(OperationKey key);
}
