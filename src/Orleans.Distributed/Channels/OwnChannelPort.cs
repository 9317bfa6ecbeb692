using Orleans.Distributed.Calls;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Channels;

/// <summary>A channel that this process owns: items pass as they are, without copying.</summary>
internal sealed class OwnChannelPort<T>(HandleContext context, Rrid id) : ChannelPort<T>
{
    private ChannelEntry<T> Entry
    {
        get
        {
            context.Owned.ThrowIfEnded();
            return context.Owned.TryGet(id, out ReferenceEntry? entry)
                ? entry as ChannelEntry<T> ?? throw new InvalidCastException($"{id} is not a channel of {typeof(T)}.")
                : throw Errors.ReferenceGone(id);
        }
    }

    protected override async Task<ChannelResult<T>> OperateCoreAsync(ChannelRequest<T> request, CancellationToken cancellationToken)
    {
        using LinkedCancellation linked = Link(request.Operation, cancellationToken);
        cancellationToken = linked.Token;
        cancellationToken.ThrowIfCancellationRequested();
        ChannelEntry<T> entry = Entry;
        var key = new OperationKey(context.Process.Pid, context.Process.NextId());
        Task<ChannelResult<T>> operating = entry.OperateAsync(request, key);
        ChannelResult<T> result = operating.IsCompleted || !cancellationToken.CanBeCanceled || !Waits(request.Operation)
            ? await operating.ConfigureAwait(false)
            : await WithWithdrawal(entry, key, operating, cancellationToken).ConfigureAwait(false);
        if (result.Status == CallStatus.Gone)
        {
            // The end of the process takes its channels along.
            context.Owned.ThrowIfEnded();
        }

        result.HandOver?.Delivered();
        return result;
    }

    private static async Task<ChannelResult<T>> WithWithdrawal(
        ChannelEntry<T> entry, OperationKey key, Task<ChannelResult<T>> operation, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => UserCodeThread.Ensure(
                static waiting => waiting.Entry.Withdraw(waiting.Key), ((ChannelEntry<T> Entry, OperationKey Key))state!),
            (entry, key));
        return await operation.ConfigureAwait(false);
    }
}
