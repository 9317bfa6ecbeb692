using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Topologies;

/// <summary>Handles that are in a process without a link to their owner: of no use there, and no leak.</summary>
public sealed class ForbiddenReferenceTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync()
    {
        _cluster = await DistributedTestCluster.StartAsync(1);
        await _cluster.AddProcsAsync(3, new AddProcsOptions { Topology = Topology.MasterWorker });
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Future_AtAProcessWithoutALink_EveryUseIsRefused()
    {
        Future<int> future = Head.CreateFuture<int>(3);
        await Head.RemoteCallWaitAsync(2, async (Future<int> handle) =>
        {
            await RefusedAsync(() => handle.FetchAsync());
            await RefusedAsync(() => handle.WaitAsync());
            await RefusedAsync(() => handle.IsReadyAsync());
            await RefusedAsync(() => handle.PutAsync(1));
        }, future).Soon();
        await future.PutAsync(17).Soon();
        Assert.Equal(17, await future.Soon());
    }

    [Fact]
    public async Task Channel_AtAProcessWithoutALink_EveryUseIsRefused()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 3).Soon();
        await Head.RemoteCallWaitAsync(2, async (RemoteChannel<int> handle) =>
        {
            await RefusedAsync(() => handle.PutAsync(1));
            await RefusedAsync(() => handle.TakeAsync());
            await RefusedAsync(() => handle.TryTakeAsync());
            await RefusedAsync(() => handle.IsReadyAsync());
            await RefusedAsync(() => handle.CloseAsync());
        }, channel).Soon();
        await channel.PutAsync(17).Soon();
        Assert.Equal(17, await channel.TakeAsync().Soon());
    }

    [Fact]
    public async Task Dispose_HandleWithoutALink_OwnerLetsGo()
    {
        using var shelf = new Shelf<Future<int>>();
        Future<int> future = Head.CreateFuture<int>(3);
        await Head.RemoteCallWaitAsync(2, shelf.Put, future).Soon();
        await future.DisposeAsync();
        await ToldSoonAsync(3);

        // The worker has it still.
        Assert.True(_cluster[3].Owns(future));
        await ReleaseAsync(2, shelf);
        await WaitExtensions.HoldsSoon(() => _cluster[3].OwnedCount() == 0);
    }

    [Fact]
    public async Task Dispose_HandleThatWentOnAndCameBack_OwnerLetsGoInTheEnd()
    {
        using var shelf = new Shelf<Future<int>>();
        Future<int> future = Head.CreateFuture<int>(3);

        // From process 2, which has no link to the owner, by the head to process 4, which has none either.
        await SendOnAsync(Head, shelf, future).Soon();
        await future.DisposeAsync();
        await WaitExtensions.HoldsAfterCollection(() => _cluster[2].HandleCount() == 0);
        await ToldSoonAsync(3);
        Assert.True(_cluster[3].Owns(future));
        await ReleaseAsync(4, shelf);
        await WaitExtensions.HoldsSoon(() => _cluster[3].OwnedCount() == 0);
    }

    [Fact]
    public async Task Kill_ProcessWithoutALinkThatHoldsAHandle_OwnerLetsGo()
    {
        using var shelf = new Shelf<Future<int>>();
        Future<int> future = Head.CreateFuture<int>(3);
        await Head.RemoteCallWaitAsync(2, shelf.Put, future).Soon();
        await future.DisposeAsync();
        await _cluster.KillAsync(2);
        await WaitExtensions.HoldsSoon(() => _cluster[3].OwnedCount() == 0);
    }

    [Fact]
    public async Task Fetch_FutureThatWasFetchedBefore_ComesWithItsValue()
    {
        Future<int> future = Head.SpawnAt(3, () => 17);
        Assert.Equal(17, await future.Soon());
        Assert.Equal(17, await Head.RemoteCallFetchAsync(2, (Future<int> handle) => handle.FetchAsync(), future).Soon());
    }

    [Fact]
    public async Task Handles_ManyByManyWays_NothingStays()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            await using Future<int> future = Head.CreateFuture<int>(2 + (i % 3));
            int at = 2 + ((i + 1) % 3);
            await Head.RemoteCallWaitAsync(at, async (Future<int> handle) =>
            {
                await Task.Yield();
                await handle.DisposeAsync();
            }, future);
            await Head.RemoteCallWaitAsync(2 + ((i + 2) % 3), (Future<int> handle) => handle.Id, future);
        })).Soon();
        foreach (int pid in Head.Workers)
        {
            await WaitExtensions.HoldsAfterCollection(() => _cluster[pid].OwnedCount() == 0);
        }
    }

    private static async Task SendOnAsync(ICluster head, Shelf<Future<int>> shelf, Future<int> future)
    {
        async Task AtTheHead(Future<int> handle) => await Cluster.Current.RemoteCallFetchAsync(4, shelf.Put, handle);
        async Task AtTheFirst(Future<int> handle) => await Cluster.Current.RemoteCallFetchAsync(1, AtTheHead, handle);
        await head.RemoteCallFetchAsync(2, AtTheFirst, future);
    }

    private async Task ReleaseAsync(int pid, Shelf<Future<int>> shelf) =>
        await Head.RemoteCallWaitAsync(pid, async () => await shelf.Get().DisposeAsync()).Soon();

    /// <summary>Waits until a process knows of the references that the head has made there, and which of them the head has let go of.</summary>
    private async Task ToldSoonAsync(int pid)
    {
        Head.Handles().Traffic.FlushAll();

        // What the head sends there comes in order.
        await Head.RemoteCallFetchAsync(pid, () => 0).Soon();
    }

    private static async Task RefusedAsync(Func<Task> use) =>
        Assert.Equal((3, 2), await Assert.ThrowsAsync<TopologyException>(use) is var error ? (error.Pid, error.From) : default);
}
