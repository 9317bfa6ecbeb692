using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Pools;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

/// <summary>Pools that are used by other processes than the one they live in.</summary>
public sealed class PoolProxyTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(4);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Pool_Sent_AsksTheOneItLivesIn()
    {
        var pool = new WorkerPool(Head, [2, 3]);
        WorkerPool proxy = await SendAsync(pool, 4);
        Assert.NotSame(pool, proxy);
        Assert.Equal((1, pool.Id), (proxy.Where, proxy.Id));
        Assert.Equal([2, 3], await proxy.GetWorkersAsync());
        Assert.Equal(2, await proxy.CountAsync());
        Assert.True(await proxy.IsReadyAsync());
        Assert.Equal(2, await proxy.TakeAsync());
        Assert.Equal(3, await pool.TakeAsync());
        Assert.False(await pool.IsReadyAsync());
        Assert.False(await proxy.IsReadyAsync());
        Task<int> waiting = proxy.TakeAsync().AsTask();
        pool.Return(3);
        Assert.Equal(3, await waiting.Soon());
        proxy.Return(2);
        await pool.WaitAsync().AsTask().Soon();
        Assert.Equal(2, await pool.TakeAsync());
        await proxy.AddAsync(4);
        Assert.Equal([2, 3, 4], await pool.GetWorkersAsync());
        Assert.Equal(4, await proxy.TakeAsync());
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => proxy.AddAsync(99).AsTask());
        Assert.Equal((99, ProcessExitReason.NeverExisted), (error.Pid, error.Exit.Reason));
    }

    [Fact]
    public async Task Pool_ComesHome_IsTheSame()
    {
        var pool = new WorkerPool(Head, [2]);
        Assert.Same(pool, await Head.RemoteCallFetchAsync(3, (WorkerPool p) => p, pool));
        WorkerPool proxy = await SendAsync(pool, 3);
        Assert.Same(proxy, await SendAsync(pool, 3));
    }

    [Fact]
    public async Task RemoteCall_ThroughAProxy_RunsOnAMember()
    {
        var pool = new WorkerPool(Head, [3]);
        int ran = await Head.RemoteCallFetchAsync(2, (WorkerPool p) => Cluster.Current.RemoteCallFetchAsync(p, () => Cluster.Current.MyId), pool);
        Assert.Equal(3, ran);
        await WaitExtensions.HoldsSoonAsync(async () => await pool.IsReadyAsync());
    }

    [Fact]
    public async Task TakeAsync_CancelledAtAProxy_TakesNone()
    {
        var pool = new WorkerPool(Head, [2]);
        WorkerPool proxy = await SendAsync(pool, 3);
        Assert.Equal(2, await pool.TakeAsync());
        for (int i = 0; i < 200; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task<int> waiting = proxy.TakeAsync(giveUp.Token).AsTask();
            Task<int> next = pool.TakeAsync().AsTask();
            Task cancelling = Task.Run(giveUp.Cancel);
            pool.Return(2);
            try
            {
                proxy.Return(await waiting.Soon());
            }
            catch (OperationCanceledException)
            {
                // Nothing was taken, or it went back.
            }

            await cancelling;
            Assert.Equal(2, await next.Soon());
        }

        Assert.False(await pool.IsReadyAsync());
        await WaitExtensions.HoldsSoon(() => pool.Own.WaiterCount == 0);
        pool.Return(2);
        Assert.True(await pool.IsReadyAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakeAsync_GivenUpBeforeItsTurn_DoesNotWait(bool takes)
    {
        using var began = new Gate();
        using var giveUp = new CancellationTokenSource();
        var pool = new WorkerPool(Head, [2]);
        await SendAsync(pool, 3);
        Assert.Equal(2, await pool.TakeAsync());
        Task<PoolGrant> taking = DistributedCluster.From(_cluster[3]).Calls.InvokeToEndAsync(
            1, new LateTake(began, pool.Id, new LeaseKey(3, 1), takes), giveUp.Token);
        await began.ArrivedAsync();
        await giveUp.CancelAsync();
        Assert.Equal(PoolStatus.Withdrawn, (await taking.Soon()).Status);
        Assert.Equal(0, pool.Own.WaiterCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakeAsync_GivenUpAtOnce_LeavesNothing(bool takes)
    {
        var pool = new WorkerPool(Head, [2]);
        WorkerPool proxy = await SendAsync(pool, 3);
        CallExecutor owner = await Head.ExecutorAsync();
        Assert.Equal(2, await pool.TakeAsync());
        for (int i = 0; i < 100; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task waiting = takes ? proxy.TakeAsync(giveUp.Token).AsTask() : proxy.WaitAsync(giveUp.Token).AsTask();
            await giveUp.CancelAsync();
            OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
            Assert.Equal(giveUp.Token, error.CancellationToken);
        }

        // What comes in one order is noted in it, so now everything that was given up is known there.
        await _cluster[3].RemoteCallFetchAsync(1, () => 0).Soon();
        await WaitExtensions.HoldsSoon(() => owner.RunningCount == 0);
        Assert.Equal(0, pool.Own.WaiterCount);
        pool.Return(2);
        Assert.Equal(2, await proxy.TakeAsync().AsTask().Soon());
    }

    [Fact]
    public async Task LastMemberDies_WaiterAtAProxyFails()
    {
        var pool = new WorkerPool(Head, [2]);
        WorkerPool proxy = await SendAsync(pool, 3);
        await proxy.TakeAsync();
        Task<int> taking = proxy.TakeAsync().AsTask();
        Task waiting = proxy.WaitAsync().AsTask();
        await WaitExtensions.HoldsSoon(() => pool.Own.WaiterCount == 2);
        await _cluster.KillAsync(2);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => taking.Soon());
        Assert.Contains("No active worker available in pool", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => proxy.TakeAsync().AsTask().Soon());
        Assert.Equal(0, await proxy.CountAsync());
    }

    [Fact]
    public async Task OwnerDies_WaitersAndUsersFail()
    {
        WorkerPool proxy = await Head.RemoteCallFetchAsync(3, () => new WorkerPool(Cluster.Current, [2]));
        Assert.Equal(3, proxy.Where);
        Assert.Equal(2, await proxy.TakeAsync());
        Task<int> taking = proxy.TakeAsync().AsTask();
        Task waiting = proxy.WaitAsync().AsTask();
        await _cluster.KillAsync(3);
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => taking.Soon())).Pid);
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => waiting.Soon())).Pid);
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => proxy.TakeAsync().AsTask().Soon())).Pid);
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => proxy.IsReadyAsync().AsTask().Soon())).Pid);
        proxy.Return(2);
    }

    [Fact]
    public async Task HolderDies_WhatItHasTakenGoesBack()
    {
        var pool = new WorkerPool(Head, [2, 3]);
        WorkerPool proxy = await SendAsync(pool, 4);
        Assert.Equal(2, await proxy.TakeAsync());
        WorkerLease lease = await proxy.LeaseAsync();
        Assert.Equal(3, lease.Pid);
        Task<int> gone = proxy.TakeAsync().AsTask();
        await WaitExtensions.HoldsSoon(() => pool.Own.WaiterCount == 1);
        Task<int> first = pool.TakeAsync().AsTask();
        Task<int> second = pool.TakeAsync().AsTask();
        await _cluster.KillAsync(4);
        Assert.Equal([2, 3], (await Task.WhenAll(first, second).Soon()).Order());
        Assert.Equal(0, pool.Own.WaiterCount);
        GC.KeepAlive(gone);
    }

    [Fact]
    public async Task Pool_Forgotten_LeavesNothing()
    {
        await Use();
        await WaitExtensions.HoldsAfterCollection(() => Head.Procs.Sum(pid => _cluster[pid].OwnedCount() + _cluster[pid].HandleCount()) == 0);

        [MethodImpl(MethodImplOptions.NoInlining)]
        async Task Use()
        {
            var pool = new WorkerPool(Head, [2]);
            await SendAsync(pool, 3);
            Assert.Equal(1, Head.OwnedCount());
        }
    }

    [Fact]
    public async Task DisposeAsync_AtTheOwner_GoesOnForTheOthers()
    {
        var pool = new WorkerPool(Head, [2]);
        WorkerPool proxy = await SendAsync(pool, 3);
        int taken = await pool.TakeAsync();
        await pool.DisposeAsync();
        await pool.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.TakeAsync().AsTask());
        Task<int> waiting = proxy.TakeAsync().AsTask();
        pool.Return(taken);
        Assert.Equal(2, await waiting.Soon());
        await proxy.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => proxy.TakeAsync().AsTask());
        await WaitExtensions.HoldsSoon(() => Head.OwnedCount() == 0);
    }

    [Fact]
    public async Task DisposeAsync_WhileAnotherHandleWaits_WaiterFails()
    {
        var pool = new WorkerPool(Head, [2]);
        WorkerPool proxy = await SendAsync(pool, 3);
        await pool.TakeAsync();
        Task<int> waiting = proxy.TakeAsync().AsTask();
        await WaitExtensions.HoldsSoon(() => pool.Own.WaiterCount == 1);
        await pool.DisposeAsync();
        await proxy.DisposeAsync();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.Soon());
        Assert.Contains("is gone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeAsync_ManyProcesses_NoWorkerIsTakenTwice()
    {
        var pool = new WorkerPool(Head, [2, 3]);
        WorkerPool[] pools = [pool, await SendAsync(pool, 2), await SendAsync(pool, 3), await SendAsync(pool, 4)];
        int[] inUse = new int[4];
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 50; round++)
            {
                await using WorkerLease lease = await pools[i % 4].LeaseAsync();
                Assert.Equal(1, Interlocked.Increment(ref inUse[lease.Pid]));
                Interlocked.Decrement(ref inUse[lease.Pid]);
            }
        }))).Soon();
        await WaitExtensions.HoldsSoonAsync(async () => await pool.IsReadyAsync());
        Assert.Equal(0, pool.Own.WaiterCount);
    }

    [Fact]
    public async Task Take_HolderGoneAlready_IsFreeAgain()
    {
        var pool = new WorkerPool(Head, [2]);
        await _cluster.KillAsync(4);
        await _cluster.GoneEverywhereAsync(4);
        pool.Own.Take(new LeaseKey(4, 1), takes: true, out _);
        Assert.True(await pool.IsReadyAsync());
    }

    /// <summary>The handle that another process of this program gets.</summary>
    private async Task<WorkerPool> SendAsync(WorkerPool pool, int pid)
    {
        using var shelf = new Shelf<WorkerPool>();
        await Head.RemoteCallFetchAsync(pid, (Shelf<WorkerPool> s, WorkerPool p) => s.Put(p), shelf, pool);
        return shelf.Get();
    }
}
