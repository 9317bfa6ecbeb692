using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Operations on a channel's store, in short.</summary>
internal static class ChannelStoreExtensions
{
    private static readonly OperationKey AtOnce = new(1, -1);

    public static CallStatus TryPut<T>(this ChannelStore<T> store, T item) =>
        store.OperateAsync(new(ChannelOperation.TryPut) { Item = item }, AtOnce).Now().Status;

    public static ChannelResult<T> TryTake<T>(this ChannelStore<T> store)
    {
        ChannelResult<T> result = store.OperateAsync(new(ChannelOperation.TryTake), AtOnce).Now();
        result.HandOver?.Delivered();
        return result;
    }

    public static Task<ChannelResult<T>> PutAsync<T>(this ChannelStore<T> store, T item, OperationKey key) =>
        store.OperateAsync(new(ChannelOperation.Put) { Item = item }, key);

    public static Task<ChannelResult<T>> TakeAsync<T>(this ChannelStore<T> store, OperationKey key) =>
        store.OperateAsync(new(ChannelOperation.Take), key);
}
