using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

[Collection(nameof(ThreeProcesses))]
public sealed class WorkerPoolTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task TakeAsync_Free_InTheOrderInWhichTheyBecameFree()
    {
        var pool = new WorkerPool(_head, [3, 2]);
        Assert.Equal(2, await pool.CountAsync());
        Assert.Equal([2, 3], await pool.GetWorkersAsync());
        Assert.Equal(3, await pool.TakeAsync());
        Assert.Equal(2, await pool.TakeAsync());
        Assert.False(await pool.IsReadyAsync());
        pool.Return(2);
        pool.Return(3);
        Assert.True(await pool.IsReadyAsync());
        Assert.Equal(2, await pool.TakeAsync());
        Assert.Equal(3, await pool.TakeAsync());
    }

    [Fact]
    public async Task TakeAsync_AllBusy_FirstWaiterIsServedFirst()
    {
        var pool = new WorkerPool(_head, [2]);
        Assert.Equal(2, await pool.TakeAsync());
        Task<int> first = pool.TakeAsync().AsTask();
        Task<int> second = pool.TakeAsync().AsTask();
        Assert.False(first.IsCompleted);
        pool.Return(2);
        Assert.Equal(2, await first.Soon());
        Assert.False(second.IsCompleted);
        pool.Return(2);
        Assert.Equal(2, await second.Soon());
    }

    [Fact]
    public async Task TakeAsync_Cancelled_TakesNone()
    {
        var pool = new WorkerPool(_head, [2]);
        Assert.Equal(2, await pool.TakeAsync());
        using var giveUp = new CancellationTokenSource();
        Task<int> cancelled = pool.TakeAsync(giveUp.Token).AsTask();
        Task<int> patient = pool.TakeAsync().AsTask();
        await giveUp.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Soon());
        Assert.Equal(giveUp.Token, error.CancellationToken);
        pool.Return(2);
        Assert.Equal(2, await patient.Soon());
        pool.Return(2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.TakeAsync(giveUp.Token).AsTask());
        Assert.True(await pool.IsReadyAsync());
    }

    /// <summary>A wait that is given up races with the return of a worker: the worker must be somewhere afterwards.</summary>
    [Fact]
    public async Task TakeAsync_CancellationRacesWithReturn_NoWorkerIsLost()
    {
        var pool = new WorkerPool(_head, [2]);
        for (int round = 0; round < 5_000; round++)
        {
            Assert.Equal(2, await pool.TakeAsync().AsTask().Soon());
            using var giveUp = new CancellationTokenSource();
            Task<int> waiting = pool.TakeAsync(giveUp.Token).AsTask();
            Task cancelling = Task.Run(giveUp.Cancel);
            pool.Return(2);
            try
            {
                pool.Return(await waiting.Soon());
            }
            catch (OperationCanceledException)
            {
                // It went back to the pool.
            }

            await cancelling;
        }

        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task Return_NoMemberOrTwice_IsIgnored()
    {
        var pool = new WorkerPool(_head, [2]);
        pool.Return(3);
        pool.Return(99);
        pool.Return(2);
        Assert.Equal(1, await pool.CountAsync());
        Assert.Equal(2, await pool.TakeAsync());
        Assert.False(await pool.IsReadyAsync());
        pool.Return(3);
        Assert.False(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task Add_MemberAgain_StaysOnce()
    {
        var pool = new WorkerPool(_head, [2, 2]);
        await pool.AddAsync(2);
        Assert.Equal(1, await pool.CountAsync());
        Assert.Equal(2, await pool.TakeAsync());
        await pool.AddAsync(2);
        Assert.False(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task Add_WhileSomebodyWaits_ServesIt()
    {
        var pool = new WorkerPool(_head, [2]);
        await pool.TakeAsync();
        Task<int> waiting = pool.TakeAsync().AsTask();
        await pool.AddAsync(3);
        Assert.Equal(3, await waiting.Soon());
        Assert.Equal([2, 3], await pool.GetWorkersAsync());
    }

    [Fact]
    public void Constructor_UnknownProcess_ProcessExited()
    {
        Assert.Throws<ProcessExitedException>(() => new WorkerPool(_head, [2, 99]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(_head, [2, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(_head, [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CachingPool(_head, [-1]));
        Assert.Throws<ArgumentNullException>(() => new WorkerPool(_head, null!));
        Assert.Throws<ArgumentNullException>(() => new WorkerPool(null!, []));
    }

    [Fact]
    public async Task TakeAsync_NoMember_InvalidOperation()
    {
        var pool = new WorkerPool(_head, []);
        Assert.Empty(await pool.GetWorkersAsync());
        Assert.False(await pool.IsReadyAsync());
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.TakeAsync().AsTask());
        Assert.Contains("No active worker available in pool", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_WithAPool_HaveAWorkerForThemselves()
    {
        var pool = new WorkerPool(_head, [2, 3]);
        using var gate = new Gate();
        Future<int>[] busy = [_head.RemoteCall(pool, Work), _head.RemoteCall(pool, Work)];
        await gate.ArrivedAsync(2);
        Assert.False(await pool.IsReadyAsync());
        Task<int> third = _head.RemoteCallFetchAsync(pool, () => Cluster.Current.MyId);
        Assert.False(third.IsCompleted);
        gate.Open();
        Assert.Equal([2, 3], (await Task.WhenAll(busy.Select(f => f.FetchAsync())).Soon()).Order());
        Assert.Contains(await third.Soon(), new[] { 2, 3 });
        await ReadySoonAsync(pool);

        async Task<int> Work()
        {
            await gate.PassAsync();
            return Cluster.Current.MyId;
        }
    }

    [Fact]
    public async Task Calls_WithAPoolThatFail_GiveTheWorkerBack()
    {
        var pool = new WorkerPool(_head, [2]);
        await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallFetchAsync(pool, int () => throw new InvalidOperationException("a")));
        await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallWaitAsync(pool, int () => throw new InvalidOperationException("b")));
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCall(pool, int () => throw new InvalidOperationException("c")).FetchAsync());
        Assert.Equal((2, "c"), (error.Pid, error.RemoteMessage));
        using var unsendable = new MemoryStream();
        await Assert.ThrowsAnyAsync<Exception>(() => _head.RemoteCallFetchAsync(pool, () => unsendable.Length));
        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task RemoteDo_WithAPool_GivesTheWorkerBackAtOnce()
    {
        var pool = new WorkerPool(_head, [2]);
        using var gate = new Gate();
        for (int i = 0; i < 3; i++)
        {
            _head.RemoteDo(pool, gate.PassAsync);
        }

        await gate.ArrivedAsync(3);
        Assert.Equal(3, gate.Arrivals);
    }

    [Fact]
    public async Task RemoteCall_PoolWithoutMember_FutureFails()
    {
        var pool = new WorkerPool(_head, []);
        Future<int> future = _head.RemoteCall(pool, () => 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => future.FetchAsync().Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => _head.RemoteCallFetchAsync(pool, () => 1));
    }

    [Fact]
    public async Task Workers_MemberDies_LeavesThePool()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(4);
        var pool = new WorkerPool(cluster.Head, [2, 3, 4]);
        Assert.Equal(2, await pool.TakeAsync());
        Assert.Equal(3, await pool.TakeAsync());
        await cluster.KillAsync(4);
        await cluster.KillAsync(2);
        await WaitExtensions.HoldsSoonAsync(async () => await pool.CountAsync() == 1);
        Assert.Equal([3], await pool.GetWorkersAsync());
        Assert.False(await pool.IsReadyAsync());
        Task<int> waiting = pool.TakeAsync().AsTask();
        pool.Return(2);
        Assert.False(waiting.IsCompleted);
        pool.Return(3);
        Assert.Equal(3, await waiting.Soon());

        Task<int>[] last = [pool.TakeAsync().AsTask(), pool.TakeAsync().AsTask()];
        await cluster.KillAsync(3);
        foreach (Task<int> waiter in last)
        {
            InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => waiter.Soon());
            Assert.Contains("No active worker available in pool", error.Message, StringComparison.Ordinal);
        }
    }

    private static Task ReadySoonAsync(WorkerPool pool) => WaitExtensions.HoldsSoonAsync(async () => await pool.IsReadyAsync());

    /// <summary>Each parallel map makes a pool; what a pool hangs on to outlives it.</summary>
    [Fact]
    public async Task Constructor_ManyPools_AreCollected()
    {
        WeakReference[] pools = Make();
        await WaitExtensions.HoldsAfterCollection(() => !pools.Any(p => p.IsAlive));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference[] Make() => [.. Enumerable.Range(0, 100).Select(_ => new WeakReference(new WorkerPool(_head, [2])))];
    }

    [Fact]
    public async Task AddAsync_ProcessThatNeverWas_IsNotGivenToAWaiter()
    {
        var pool = new WorkerPool(_head, [2]);
        WorkerLease taken = await pool.LeaseAsync();
        Task<WorkerLease> waiting = pool.LeaseAsync().AsTask();
        await Assert.ThrowsAsync<ProcessExitedException>(() => pool.AddAsync(999).AsTask().Soon());
        await taken.DisposeAsync();
        Assert.Equal(2, (await waiting.Soon()).Pid);
        await (await waiting).DisposeAsync();
    }
}
