using Orleans.Concurrency;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Placement;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Channels;

/// <summary>A channel, at its owner, for the other processes. The items lie in the <see cref="ReferenceTable"/>.</summary>
/// <remarks>So an activation that is not used for a while has nothing to keep, whether the channel lives or not.</remarks>
[Reentrant, ProcessPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed class ChannelGrain(LocalProcess process, ReferenceTable references, PeerTable peers, MessageCodec codec) : Grain, IChannelGrain
{
    private Rrid _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        return ReferenceKey.TryParse(key, out _, out _id)
            ? Task.CompletedTask
            : throw new ArgumentException($"The key '{key}' names no reference. Expected 'where:whence.id'.");
    }

    public async Task<Payload> Operate(Payload request)
    {
        RequestHeader header = MessageCodec.ReadRequest(request, peers, out Peer? caller, out Payload body);
        if (caller is null || await references.FindAsync(_id) is not ChannelEntry channel)
        {
            if (caller is not null)
            {
                body.TakeByte(out Payload item);
                codec.Refuse(caller, item);
            }

            DeactivateOnIdle();
            return MessageCodec.EncodeReply(CallStatus.Gone);
        }

        try
        {
            var operation = (ChannelOperation)body.TakeByte(out Payload item);
            var key = new OperationKey(header.Caller, header.Id);
            ValueTask<Payload> operating = channel.OperateAsync(operation, caller, key, item, codec);
            if (!operating.IsCompleted && peers.GetSender(header.Caller) is null)
            {
                // The caller's end came in between, so nobody else will withdraw what waits for it.
                channel.OnProcessExited(header.Caller);
            }

            return await operating;
        }
        catch (Exception e)
        {
            // The item could not be read. That is the putter's to know.
            return codec.EncodeFaultReply(caller, RemoteFault.Capture(process.Pid, e));
        }
    }

    public Task Withdraw(int caller, long operationId)
    {
        if (references.TryGet(_id, out ReferenceEntry? entry) && entry is ChannelEntry channel)
        {
            channel.Withdraw(new OperationKey(caller, operationId));
        }

        return Task.CompletedTask;
    }
}
