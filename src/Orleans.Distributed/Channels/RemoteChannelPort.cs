using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Channels;

/// <summary>A channel that another process owns.</summary>
internal sealed class RemoteChannelPort<T>(HandleContext context, Rrid id, int where) : ChannelPort<T>
{
    private readonly IChannelMessages _channel = context.Routes.ToChannel(where, id);

    protected override async Task<ChannelResult<T>> OperateCoreAsync(ChannelRequest<T> request, CancellationToken cancellationToken)
    {
        using LinkedCancellation linked = Link(request.Operation, cancellationToken);
        cancellationToken = linked.Token;
        cancellationToken.ThrowIfCancellationRequested();
        Peer peer = context.Peers.Get(where);
        PendingRequest pending = Send(peer, Encode(peer, request));
        Payload reply = !cancellationToken.CanBeCanceled || IsAwaited(request.Operation)
            ? await pending.Task.ConfigureAwait(false)
            : Waits(request.Operation)
                ? await WithWithdrawal(pending, cancellationToken).ConfigureAwait(false)
                : await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        CallStatus status = MessageCodec.ReadReply(peer, reply, out Payload body);
        return status == CallStatus.Value && request.Operation == ChannelOperation.TakeMany
            ? await ReadItemsAsync(peer, body).ConfigureAwait(false)
            : Read(peer, status, body);
    }

    private Payload Encode(Peer peer, in ChannelRequest<T> request) => request.Operation switch
    {
        ChannelOperation.Put or ChannelOperation.TryPut => context.Codec.EncodeOperation(peer, request.Operation, request.Item),
        ChannelOperation.PutMany => context.Codec.EncodeOperation(peer, request.Operation, request.Items),
        ChannelOperation.PutBack => context.Codec.EncodeItemsOperation(peer, request.Operation, request.Items!),
        ChannelOperation.TakeMany or ChannelOperation.Bind => context.Codec.EncodeOperation(peer, request.Operation, request.Number),
        ChannelOperation.Close when request.Reason is not null => context.Codec.EncodeOperation(peer, request.Operation, request.Reason),
        _ => context.Codec.EncodeOperation(peer, request.Operation),
    };

    private PendingRequest Send(Peer peer, Payload request)
    {
        IChannelMessages channel = _channel;
        return context.Requests.Send(peer, null, request, (_, bytes) => channel.Operate(bytes));
    }

    /// <summary>Reads several items. Those that came along with one that cannot be read go back to where they were.</summary>
    private async Task<ChannelResult<T>> ReadItemsAsync(Peer peer, Payload body)
    {
        T[] items = context.Codec.DecodeItems<T>(peer, body, out List<Exception>? failures);
        if (failures is null)
        {
            return new ChannelResult<T>(CallStatus.Value) { Items = items };
        }

        if (items.Length > 0)
        {
            try
            {
                await Send(peer, Encode(peer, new(ChannelOperation.PutBack) { Items = items })).Task.ConfigureAwait(false);
            }
            catch (ProcessExitedException)
            {
                // The channel is gone, and all that was in it.
            }
        }

        throw failures.Count == 1 ? failures[0] : new AggregateException($"{failures.Count} items could not be read.", failures);
    }

    private ChannelResult<T> Read(Peer peer, CallStatus status, Payload body)
    {
        switch (status)
        {
            case CallStatus.Value:
                return new ChannelResult<T>(status, context.Codec.DecodeBody<T>(peer, body));
            case CallStatus.Fault:
                return new ChannelResult<T>(status) { Fault = context.Codec.DecodeBody<RemoteFault>(peer, body) };
            case CallStatus.Closed or CallStatus.Withdrawn or CallStatus.PartFault when !body.IsEmpty:
                ChannelEnd end = context.Codec.DecodeBody<ChannelEnd>(peer, body);
                return new ChannelResult<T>(status == CallStatus.PartFault ? CallStatus.Fault : status) { Count = end.Count, Fault = end.Reason };
            default:
                return status;
        }
    }

    /// <summary>
    /// Waits for the answer. When the caller gives up, the owner is asked to withdraw the operation, and its answer says whether
    /// that came in time: so no item is lost between the two.
    /// </summary>
    private async Task<Payload> WithWithdrawal(PendingRequest pending, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => UserCodeThread.Ensure(
                static waiting => waiting.Port.Withdraw(waiting.Request), ((RemoteChannelPort<T> Port, PendingRequest Request))state!),
            (this, pending));
        return await pending.Task.ConfigureAwait(false);
    }

    private async void Withdraw(PendingRequest pending)
    {
        try
        {
            await _channel.Withdraw(context.Process.Pid, pending.Id).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The owner is gone; the request ends with that.
        }
    }
}
