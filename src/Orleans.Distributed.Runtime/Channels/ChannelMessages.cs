using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Channels;

/// <summary>What this process does with the messages of others to the channels that it owns. These lie in the <see cref="ReferenceTable"/>.</summary>
internal sealed class ChannelMessages(LocalProcess process, ReferenceTable references, PeerTable peers, MessageCodec codec)
{
    /// <summary>Does one operation.</summary>
    /// <param name="id">The channel.</param>
    /// <param name="request">Which operation, and on what.</param>
    /// <returns>The answer; that the channel is gone, when there is none.</returns>
    public async Task<Payload> OperateAsync(Rrid id, Payload request)
    {
        RequestHeader header = MessageCodec.ReadRequest(request, peers, out Peer? caller, out Payload body);
        if (caller is null || await references.FindAsync(id) is not ChannelEntry channel)
        {
            if (caller is not null)
            {
                body.TakeByte(out Payload item);
                codec.Refuse(caller, item);
            }

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

    /// <summary>Withdraws an operation that waits.</summary>
    /// <param name="id">The channel.</param>
    /// <param name="caller">Who asked for the operation.</param>
    /// <param name="operationId">The number of that request.</param>
    public void Withdraw(Rrid id, int caller, long operationId)
    {
        if (references.TryGet(id, out ReferenceEntry? entry) && entry is ChannelEntry channel)
        {
            channel.Withdraw(new OperationKey(caller, operationId));
        }
    }
}
