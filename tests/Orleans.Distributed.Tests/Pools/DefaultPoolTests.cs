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
        Assert.Equal(0, await pool.CountAsync());
        Assert.Equal([1], await pool.GetWorkersAsync());
        Assert.True(await pool.IsReadyAsync());
        Assert.Equal(1, await pool.TakeAsync());
        Assert.Equal(1, await pool.TakeAsync());
        pool.Return(1);
        Assert.Equal(1, await cluster.Head.RemoteCallFetchAsync(pool, () => Cluster.Current.MyId));

        await cluster.AddProcsAsync(2);
        Assert.Same(pool, cluster.Head.DefaultWorkerPool);
        Assert.Equal([2, 3], await pool.GetWorkersAsync());
        int first = await pool.TakeAsync();
        int second = await pool.TakeAsync();
        Assert.Equal([2, 3], new[] { first, second }.Order());
        Assert.False(await pool.IsReadyAsync());
        Task<int> waiting = pool.TakeAsync().AsTask();
        await cluster.AddProcsAsync(1);
        Assert.Equal(4, await waiting.Soon());

        waiting = pool.TakeAsync().AsTask();
        await cluster.Head.RmProcsAsync([2, 3]);
        Assert.Equal([4], await pool.GetWorkersAsync());
        Assert.False(waiting.IsCompleted);
        await cluster.Head.RmProcsAsync([4]);

        // The last worker is gone, and the head takes over.
        Assert.Equal(1, await waiting.Soon());
        Assert.Equal([1], await pool.GetWorkersAsync());
        Assert.Equal(0, await pool.CountAsync());
    }

    [Fact]
    public async Task DefaultWorkerPool_OnAWorker_IsTheHeads()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        WorkerPool head = cluster.Head.DefaultWorkerPool;
        WorkerPool worker = cluster[2].DefaultWorkerPool;
        Assert.Same(worker, cluster[2].DefaultWorkerPool);
        Assert.Equal([2, 3], await worker.GetWorkersAsync());
        Assert.Equal(2, await worker.TakeAsync());
        Assert.Equal(3, await head.TakeAsync());
        Assert.False(await worker.IsReadyAsync());
        Task<int> waiting = worker.TakeAsync().AsTask();
        head.Return(3);
        Assert.Equal(3, await waiting.Soon());
        worker.Return(2);
        await head.WaitAsync().AsTask().Soon();
        Assert.Equal(2, await head.TakeAsync());

        // Sent anywhere, it is the receiver's own view of it.
        Assert.True(await cluster.Head.RemoteCallFetchAsync(3, (WorkerPool p) => ReferenceEquals(p, Cluster.Current.DefaultWorkerPool), head));
        await head.DisposeAsync();
        Assert.Equal(2, await head.CountAsync());
    }

    [Fact]
    public async Task SetDefaultWorkerPoolAsync_FromAnywhere_HoldsEverywhere()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        WorkerPool first = cluster[2].DefaultWorkerPool;
        int taken = await first.TakeAsync();
        var second = new WorkerPool(cluster[3], [3]);
        await cluster[3].SetDefaultWorkerPoolAsync(second);
        Assert.Equal([3], await first.GetWorkersAsync());
        Assert.Equal([3], await cluster.Head.DefaultWorkerPool.GetWorkersAsync());
        Assert.Equal(3, await cluster.Head.DefaultWorkerPool.TakeAsync());
        Assert.False(await second.IsReadyAsync());

        // Goes to the pool it was taken from.
        first.Return(taken);
        Assert.False(await second.IsReadyAsync());
        cluster.Head.DefaultWorkerPool.Return(3);
        await second.WaitAsync().AsTask().Soon();

        Assert.Throws<ArgumentNullException>(() => { _ = cluster.Head.SetDefaultWorkerPoolAsync(null!); });
        Assert.Throws<ArgumentException>(() => { _ = cluster.Head.SetDefaultWorkerPoolAsync(first); });
        await cluster.KillAsync(3);
        await cluster.GoneEverywhereAsync(3);
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => first.TakeAsync().AsTask().Soon())).Pid);
        await cluster.Head.SetDefaultWorkerPoolAsync(new WorkerPool(cluster.Head, [2]));
        Assert.Equal(2, await first.TakeAsync().AsTask().Soon());
    }

    [Fact]
    public async Task DisposeAsync_NeverSent_EndsThoseWhoWait()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(2);
        var pool = new WorkerPool(cluster.Head, [2]);
        WorkerLease lease = await pool.LeaseAsync();
        Task<int> taking = pool.TakeAsync().AsTask();
        Task waiting = pool.WaitAsync().AsTask();
        await pool.DisposeAsync();
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => taking.Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.Soon());
        lease.Dispose();
    }
}
