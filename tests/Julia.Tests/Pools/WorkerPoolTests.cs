using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Pools;

[Collection(nameof(FourWorkers))]
public sealed class WorkerPoolTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-194")]
    public async Task RemoteCall_Pool_RunsOnAMember()
    {
        var pool = new WorkerPool(Head, cluster.Workers.Skip(1).Take(2));
        for (int i = 0; i < 4; i++)
        {
            Assert.Contains(await Head.RemoteCall(pool, () => Cluster.Current.MyId).FetchAsync().InTimeAsync(), await pool.GetWorkersAsync());
        }
    }

    [Fact]
    [Trait("Spec", "J-196")]
    [Trait("Spec", "J-198")]
    [Trait("Spec", "J-199")]
    [Trait("Spec", "J-200")]
    public async Task WaitAsync_OnlyWorkerTaken_UntilItIsBack()
    {
        var pool = new WorkerPool(Head, [cluster.Workers[0]]);
        Assert.Equal(cluster.Workers[0], await pool.TakeAsync());
        Assert.False(await pool.IsReadyAsync());
        Task waiting = pool.WaitAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        pool.Return(cluster.Workers[0]);
        await waiting.InTimeAsync();

        Assert.Equal(cluster.Workers[0], await pool.TakeAsync());
        Assert.False(await pool.IsReadyAsync());
        RemoteChannel<int> begun = await Head.CreateChannelAsync<int>();
        Future remote = Head.SpawnAt(cluster.Workers[1], async () =>
        {
            Task waits = pool.WaitAsync().AsTask();
            await begun.PutAsync(1);
            await waits;
        });
        await begun.TakeAsync().InTimeAsync();
        Assert.False(await remote.IsReadyAsync());
        pool.Return(cluster.Workers[0]);
        await remote.WaitAsync().InTimeAsync();
    }

    [Fact]
    [Trait("Spec", "J-209")]
    public async Task RemoteCall_CachingPoolFunctionThrows_RemoteException()
    {
        var pool = new CachingPool(Head, cluster.Workers);
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCall(pool, int () => throw new InvalidOperationException("Error on worker")).FetchAsync().InTimeAsync());
        Assert.Contains(error.Pid, cluster.Workers);
        Assert.Equal("Error on worker", error.RemoteMessage);
    }

    [Fact]
    [Trait("Spec", "J-210")]
    public async Task ClearAsync_UsedCachingPool_FunctionIsSentAgain()
    {
        var pool = new CachingPool(Head, [cluster.Workers[0]]);
        int captured = 1;
        Func<int> function = () => captured;
        Assert.Equal(1, await Head.RemoteCallFetchAsync(pool, function).InTimeAsync());

        // What it captures is frozen where it was sent, and is sent anew once the pool was cleared.
        captured = 2;
        Assert.Equal(1, await Head.RemoteCallFetchAsync(pool, function).InTimeAsync());
        await pool.ClearAsync().InTimeAsync();
        Assert.Equal(2, await Head.RemoteCallFetchAsync(pool, function).InTimeAsync());
    }

    [Theory]
    [Trait("Spec", "J-213")]
    [Trait("Spec", "J-214")]
    [InlineData(false)]
    [Trait("Spec", "J-215")]
    [Trait("Spec", "J-216")]
    [InlineData(true)]
    public async Task RemoteCall_BlockingJob_WorkerIsBackWhenItEnds(bool caching)
    {
        IWorkerPool pool = caching ? new CachingPool(Head, [cluster.Workers[0]]) : new WorkerPool(Head, [cluster.Workers[0]]);
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>();
        Future<int> running = Head.RemoteCall(CallTarget.From(pool), (RemoteChannel<int> c) => c.TakeAsync(), channel);
        Assert.False(await pool.IsReadyAsync());
        Task back = pool.WaitAsync().AsTask();
        Assert.False(back.IsCompleted);
        await channel.PutAsync(7);
        Assert.Equal(7, await running.FetchAsync().InTimeAsync());
        await back.InTimeAsync();
        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task LeaseAsync_FromAWorker_NobodyElseHasTheWorker()
    {
        var pool = new WorkerPool(Head, [cluster.Workers[0]]);
        RemoteChannel<int> leased = await Head.CreateChannelAsync<int>();
        RemoteChannel<int> done = await Head.CreateChannelAsync<int>();
        Future holding = Head.SpawnAt(cluster.Workers[1], async () =>
        {
            await using WorkerLease lease = await pool.LeaseAsync();
            await leased.PutAsync(lease.Pid);
            await done.TakeAsync();
        });
        Assert.Equal(cluster.Workers[0], await leased.TakeAsync().InTimeAsync());
        Assert.False(await pool.IsReadyAsync());
        Task<WorkerLease> next = pool.LeaseAsync().AsTask();
        Assert.False(next.IsCompleted);
        await done.PutAsync(1);
        await using WorkerLease own = await next.InTimeAsync();
        await holding.WaitAsync().InTimeAsync();
    }
}
