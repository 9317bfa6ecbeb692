using Orleans.Distributed.Calls;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>A channel that another process owns.</summary>
internal sealed class RemoteChannelPort<T>(HandleContext context, Rrid id, int where) : ChannelPort<T>
{
    private readonly IChannelGrain _grain = context.Grains.GetGrain<IChannelGrain>(ReferenceKey.Format(where, id));

    public override async Task PutAsync(T item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Peer peer = context.Peers.Get(where);
        byte[] request = context.Codec.EncodeOperation(peer, ChannelOperation.Put, item);
        Done(await WithWithdrawal(Send(peer, request), cancellationToken).ConfigureAwait(false), peer, cancellationToken);
    }

    public override async Task<bool> TryPutAsync(T item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Peer peer = context.Peers.Get(where);
        byte[] request = context.Codec.EncodeOperation(peer, ChannelOperation.TryPut, item);
        return Done(await Send(peer, request).Task.WaitAsync(cancellationToken).ConfigureAwait(false), peer, cancellationToken);
    }

    public override async Task<T> GetAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Peer peer = context.Peers.Get(where);
        PendingRequest pending = Send(peer, context.Codec.EncodeOperation(peer, operation));
        return Item(Read(peer, await WithWithdrawal(pending, cancellationToken).ConfigureAwait(false)), id, cancellationToken);
    }

    public override async Task<(bool Taken, T? Item)> TryTakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Peer peer = context.Peers.Get(where);
        PendingRequest pending = Send(peer, context.Codec.EncodeOperation(peer, ChannelOperation.TryTake));
        ChannelResult<T> result = Read(peer, await pending.Task.ConfigureAwait(false));
        return result.Status == CallStatus.Refused ? (false, default) : (true, Item(result, id, cancellationToken));
    }

    public override async Task<bool> AskAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Peer peer = context.Peers.Get(where);
        PendingRequest pending = Send(peer, context.Codec.EncodeOperation(peer, operation));
        return Done(await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false), peer, cancellationToken);
    }

    private PendingRequest Send(Peer peer, byte[] request)
    {
        IChannelGrain grain = _grain;
        return context.Requests.Send(peer, null, request, (_, bytes) => grain.Operate(bytes));
    }

    private ChannelResult<T> Read(Peer peer, byte[] reply)
    {
        CallStatus status = MessageCodec.ReadReply(peer, reply, out ReadOnlyMemory<byte> body);
        return status switch
        {
            CallStatus.Value => new ChannelResult<T>(status, context.Codec.DecodeBody<T>(peer, body)),
            CallStatus.Fault => throw ReplyReader.Error(context.Codec, peer, status, body, id),
            _ => status,
        };
    }

    private bool Done(byte[] reply, Peer peer, CancellationToken cancellationToken)
    {
        CallStatus status = MessageCodec.ReadReply(peer, reply, out ReadOnlyMemory<byte> body);
        return status == CallStatus.Fault
            ? throw ReplyReader.Error(context.Codec, peer, status, body, id)
            : Done(status, id, cancellationToken);
    }

    /// <summary>
    /// Waits for the answer. When the caller gives up, the owner is asked to withdraw the operation, and its answer says whether
    /// that came in time: so no item is lost between the two.
    /// </summary>
    private async Task<byte[]> WithWithdrawal(PendingRequest pending, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return await pending.Task.ConfigureAwait(false);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                var (self, request) = ((RemoteChannelPort<T>, PendingRequest))state!;
                self.Withdraw(request);
            },
            (this, pending));
        return await pending.Task.ConfigureAwait(false);
    }

    private async void Withdraw(PendingRequest pending)
    {
        try
        {
            await _grain.Withdraw(context.Process.Pid, pending.Id).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The owner is gone; the request ends with that.
        }
    }
}
