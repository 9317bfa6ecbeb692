using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

public sealed class DefaultPoolTests
{
    [Fact]
    [Trait("Spec", "J-005")]
    [Trait("Spec", "J-018")]
    public async Task DefaultWorkerPool_GrowsAndShrinksWithTheCluster()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        WorkerPool pool = cluster.Head.DefaultWorkerPool;

        // Alone, the head does the work, and is no member.
        Assert.Equal(0, pool.Count);
        Assert.Equal([1], pool.Workers);
        Assert.True(pool.IsReady);
        Assert.Equal(1, await pool.TakeAsync());
        Assert.Equal(1, await pool.TakeAsync());
        pool.Return(1);
        Assert.Equal(1, await cluster.Head.RemoteCallFetchAsync(pool, () => Cluster.Current.MyId));

        await cluster.AddProcsAsync(2);
        Assert.Same(pool, cluster.Head.DefaultWorkerPool);
        Assert.Equal([2, 3], pool.Workers);
        int first = await pool.TakeAsync();
        int second = await pool.TakeAsync();
        Assert.Equal([2, 3], new[] { first, second }.Order());
        Assert.False(pool.IsReady);
        Task<int> waiting = pool.TakeAsync().AsTask();
        await cluster.AddProcsAsync(1);
        Assert.Equal(4, await waiting.Soon());

        waiting = pool.TakeAsync().AsTask();
        await cluster.Head.RmProcsAsync([2, 3]);
        Assert.Equal([4], pool.Workers);
        Assert.False(waiting.IsCompleted);
        await cluster.Head.RmProcsAsync([4]);

        // The last worker is gone, and the head takes over.
        Assert.Equal(1, await waiting.Soon());
        Assert.Equal([1], pool.Workers);
        Assert.Equal(0, pool.Count);
    }
}
