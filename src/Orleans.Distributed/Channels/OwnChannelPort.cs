using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>A channel that this process owns: items pass as they are, without copying.</summary>
internal sealed class OwnChannelPort<T>(HandleContext context, Rrid id) : ChannelPort<T>
{
    private ChannelStore<T> Store
    {
        get
        {
            context.Owned.ThrowIfEnded();
            return context.Owned.TryGet(id, out ReferenceEntry? entry)
                ? (entry as ChannelEntry<T>)?.Store ?? throw new InvalidCastException($"{id} is not a channel of {typeof(T)}.")
                : throw Errors.ReferenceGone(id);
        }
    }

    public override async Task PutAsync(T item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChannelStore<T> store = Store;
        OperationKey key = NewKey();
        ChannelResult<T> result = await WithWithdrawal(store, key, store.PutAsync(item, key), cancellationToken).ConfigureAwait(false);
        Done(result.Status, id, cancellationToken);
    }

    public override async Task<bool> TryPutAsync(T item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Done(Store.TryPut(item), id, cancellationToken);
    }

    public override async Task<T> GetAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChannelStore<T> store = Store;
        OperationKey key = NewKey();
        Task<ChannelResult<T>> getting = operation == ChannelOperation.Take ? store.TakeAsync(key) : store.FetchAsync(key);
        return Item(await WithWithdrawal(store, key, getting, cancellationToken).ConfigureAwait(false), id, cancellationToken);
    }

    public override async Task<(bool Taken, T? Item)> TryTakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChannelResult<T> result = Store.TryTake();
        return result.Status == CallStatus.Refused ? (false, default) : (true, Item(result, id, cancellationToken));
    }

    public override async Task<bool> AskAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (operation)
        {
            case ChannelOperation.IsReady:
                return Store.IsReady;
            case ChannelOperation.IsOpen:
                return Store.IsOpen;
            default:
                Store.Close();
                return true;
        }
    }

    private OperationKey NewKey() => new(context.Process.Pid, context.Process.NextId());

    private async Task<ChannelResult<T>> WithWithdrawal(
        ChannelStore<T> store, OperationKey key, Task<ChannelResult<T>> operation, CancellationToken cancellationToken)
    {
        if (operation.IsCompleted || !cancellationToken.CanBeCanceled)
        {
            return await EndAsync(operation).ConfigureAwait(false);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                var (store, key) = ((ChannelStore<T>, OperationKey))state!;
                store.Withdraw(key);
            },
            (store, key));
        return await EndAsync(operation).ConfigureAwait(false);
    }

    private async Task<ChannelResult<T>> EndAsync(Task<ChannelResult<T>> operation)
    {
        ChannelResult<T> result = await operation.ConfigureAwait(false);
        if (result.Status == CallStatus.Gone)
        {
            // The end of the process takes its channels along.
            context.Owned.ThrowIfEnded();
        }

        return result;
    }
}
