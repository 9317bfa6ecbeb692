using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>A channel that this process owns: items pass as they are, without copying.</summary>
internal sealed class OwnChannelPort<T>(HandleContext context, Rrid id) : ChannelPort<T>
{
    private ChannelStore<T> Store => context.Owned.TryGet(id, out ReferenceEntry? entry)
        ? (entry as ChannelEntry<T>)?.Store ?? throw new InvalidCastException($"{id} is not a channel of {typeof(T)}.")
        : throw Errors.ReferenceGone(id);

    public override async Task PutAsync(T item, CancellationToken cancellationToken)
    {
        ChannelStore<T> store = Store;
        OperationKey key = NewKey();
        ChannelResult<T> result = await WithWithdrawal(store, key, store.PutAsync(item, key), cancellationToken).ConfigureAwait(false);
        Done(result.Status, id, cancellationToken);
    }

    public override Task<bool> TryPutAsync(T item, CancellationToken cancellationToken) =>
        Task.FromResult(Done(Store.TryPut(item), id, cancellationToken));

    public override async Task<T> GetAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        ChannelStore<T> store = Store;
        OperationKey key = NewKey();
        Task<ChannelResult<T>> getting = operation == ChannelOperation.Take ? store.TakeAsync(key) : store.FetchAsync(key);
        return Item(await WithWithdrawal(store, key, getting, cancellationToken).ConfigureAwait(false), id, cancellationToken);
    }

    public override Task<(bool Taken, T? Item)> TryTakeAsync(CancellationToken cancellationToken)
    {
        ChannelResult<T> result = Store.TryTake();
        return result.Status == CallStatus.Refused
            ? Task.FromResult((false, default(T)))
            : Task.FromResult((true, (T?)Item(result, id, cancellationToken)));
    }

    public override Task<bool> AskAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case ChannelOperation.IsReady:
                return Task.FromResult(Store.IsReady);
            case ChannelOperation.IsOpen:
                return Task.FromResult(Store.IsOpen);
            default:
                Store.Close();
                return Task.FromResult(true);
        }
    }

    private OperationKey NewKey() => new(context.Process.Pid, context.Process.NextId());

    private static async Task<ChannelResult<T>> WithWithdrawal(
        ChannelStore<T> store, OperationKey key, Task<ChannelResult<T>> operation, CancellationToken cancellationToken)
    {
        if (operation.IsCompleted || !cancellationToken.CanBeCanceled)
        {
            return await operation.ConfigureAwait(false);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                var (store, key) = ((ChannelStore<T>, OperationKey))state!;
                store.Withdraw(key);
            },
            (store, key));
        return await operation.ConfigureAwait(false);
    }
}
