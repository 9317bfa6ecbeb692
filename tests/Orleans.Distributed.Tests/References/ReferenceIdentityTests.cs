using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.References;

/// <summary>One process has one handle of a reference.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class ReferenceIdentityTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task Receive_SameReferenceTwice_SameObject()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        Future<int> future = _head.CreateFuture<int>(2);
        using var kept = new Shelf<(RemoteChannel<int>, Future<int>)>();
        await _head.RemoteCallFetchAsync(3, (RemoteChannel<int> c, Future<int> f) => kept.Put((c, f)), channel, future);
        bool same = await _head.RemoteCallFetchAsync(
            3,
            (RemoteChannel<int> c, Future<int> f) => ReferenceEquals(c, kept.Get().Item1) && ReferenceEquals(f, kept.Get().Item2),
            channel,
            future);
        Assert.True(same);
    }

    [Fact]
    public async Task Receive_OwnHandleComesBack_SameObject()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        Future<int> future = _head.CreateFuture<int>(2);
        (RemoteChannel<int> c, Future<int> f) = await _head.RemoteCallFetchAsync(
            3, (RemoteChannel<int> c, Future<int> f) => (c, f), channel, future);
        Assert.Same(channel, c);
        Assert.Same(future, f);
    }

    [Fact]
    public async Task Receive_FetchedFutureTwice_SameObjectWithItsValue()
    {
        Future<int> future = _head.RemoteCall(2, () => 6);
        Assert.Equal(6, await future);
        using var kept = new Shelf<Future<int>>();
        Assert.True(await _head.RemoteCallFetchAsync(3, (Future<int> f) => { kept.Put(f); return f.IsReadyAsync(); }, future));
        Assert.True(await _head.RemoteCallFetchAsync(3, (Future<int> f) => ReferenceEquals(f, kept.Get()), future));
        await processes.ReleasedAsync(future);
        Assert.Equal(6, await _head.RemoteCallFetchAsync(3, (Future<int> f) => f.FetchAsync(), future));
    }

    /// <summary>The receiver holds the handle without the value, and then gets it with the value.</summary>
    [Fact]
    public async Task Receive_FetchedFutureAfterUnfetched_OneObjectThatIsComplete()
    {
        Future<int> future = _head.RemoteCall(2, () => 6);
        using var kept = new Shelf<Future<int>>();
        await _head.RemoteCallFetchAsync(3, kept.Put, future);
        Assert.Equal(6, await future);
        Assert.True(await _head.RemoteCallFetchAsync(3, (Future<int> f) => ReferenceEquals(f, kept.Get()), future));

        // It needs nothing of the owner any more.
        await processes.ReleasedAsync(future);
        Assert.Equal(6, await _head.RemoteCallFetchAsync(3, () => kept.Get().FetchAsync()));
    }

    [Fact]
    public async Task Receive_AfterDisposal_HandleIsUsable()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(5, 2);
        using var kept = new Shelf<RemoteChannel<int>>();
        for (int i = 0; i < 3; i++)
        {
            await _head.RemoteCallFetchAsync(
                3,
                async (RemoteChannel<int> c, int item) =>
                {
                    kept.Put(c);
                    await c.PutAsync(item);
                    await c.DisposeAsync();
                },
                channel,
                i);
            Assert.Equal(i, await channel.TakeAsync().Soon());
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => kept.Get().PutAsync(1));
    }

    [Fact]
    public async Task Receive_UnfetchedFutureAfterDisposal_IsUsable()
    {
        Future<int> future = _head.CreateFuture<int>(2);
        using var kept = new Shelf<Future<int>>();
        await _head.RemoteCallFetchAsync(3, async (Future<int> f) => { kept.Put(f); await f.DisposeAsync(); }, future);
        Task<int> fetching = _head.RemoteCallFetchAsync(3, (Future<int> f) => f.FetchAsync(), future);
        await future.PutAsync(4);
        Assert.Equal(4, await fetching.Soon());
        Assert.Equal(4, await future.Soon());
        Assert.Equal(4, await _head.RemoteCallFetchAsync(3, async (Future<int> f) => { await f.DisposeAsync(); return await f; }, future));
    }

    [Fact]
    public async Task Send_DisposedHandle_ObjectDisposed()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        await channel.DisposeAsync();
        Exception error = await Assert.ThrowsAnyAsync<Exception>(async () => await _head.RemoteCallFetchAsync(3, (RemoteChannel<int> c) => 1, channel));
        Assert.Contains("was disposed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelFromId_AtTheOwner_SameObject()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>();
        Assert.Same(channel, _head.ChannelFromId<int>(channel.Id));
        Assert.Throws<InvalidOperationException>(() => _head.ChannelFromId<string>(channel.Id));
        Assert.Throws<InvalidOperationException>(() => _head.ChannelFromId<int>(new Rrid(1, long.MaxValue)));
        Assert.Throws<InvalidOperationException>(() => processes.TestCluster[2].ChannelFromId<int>(channel.Id));
    }

    [Fact]
    public async Task Equals_HandlesOfDifferentProcesses_EqualById()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        using var kept = new Shelf<RemoteChannel<int>>();
        await _head.RemoteCallFetchAsync(3, kept.Put, channel);
        RemoteChannel<int> other = kept.Get();
        Assert.NotSame(channel, other);
        Assert.Equal(channel, other);
        Assert.Equal(channel.GetHashCode(), other.GetHashCode());
        Assert.Equal((channel.Id, channel.Where), (other.Id, other.Where));
        Assert.False(channel.Equals(null));
        Assert.NotEqual<RemoteReference>(channel, await _head.CreateChannelAsync<int>(1, 2));
    }
}
