using Orleans.Distributed.Calls;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

/// <summary>Calls to a pool of which no worker is free at the call.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class BusyPoolTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCall_ArgumentChangedWhileItWaits_SentAsItWas(int pid)
    {
        var pool = new WorkerPool(_head, [pid]);
        int taken = await pool.TakeAsync();
        int[] argument = [1];
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 3);
        Task<int> fetched = _head.RemoteCallFetchAsync(pool, (int[] a) => a[0], argument);
        Future<int> future = _head.RemoteCall(pool, (int[] a) => a[0], argument);
        _head.RemoteDo(pool, async (int[] a, RemoteChannel<int> c) => await c.PutAsync(a[0]), argument, channel);
        argument[0] = 2;
        pool.Return(taken);
        Assert.Equal(1, await fetched.Soon());
        Assert.Equal(1, await future.Soon());
        Assert.Equal(1, await channel.TakeAsync().Soon());
        await channel.DisposeAsync();
    }

    [Fact]
    public async Task RemoteCall_Unsendable_RefusedAtTheCallAndTheWorkerStaysFree()
    {
        var pool = new WorkerPool(_head, [2]);
        object argument = new MemoryStream();
        Assert.Throws<UnsendableValueException>(() => _head.RemoteCall(pool, (object o) => o.ToString(), argument));
        int taken = await pool.TakeAsync();
        Assert.Throws<UnsendableValueException>(() => _head.RemoteCall(pool, (object o) => o.ToString(), argument));
        Assert.Throws<UnsendableValueException>(() => _head.RemoteDo(pool, (object o) => o.ToString(), argument));
        Task<string?> fetching = _head.RemoteCallFetchAsync(pool, (object o) => o.ToString(), argument);
        await Assert.ThrowsAsync<UnsendableValueException>(() => fetching.Soon());
        pool.Return(taken);
        Assert.Equal(2, await _head.RemoteCallFetchAsync(pool, () => Cluster.Current.MyId).Soon());
    }

    /// <summary>What a function starts lives on its own, from the wait for a worker on.</summary>
    [Fact]
    public async Task RemoteCall_MadeInACallThatIsGivenUp_WaitsOnAndRuns()
    {
        var pool = new WorkerPool(_head, [3]);
        int taken = await pool.TakeAsync();
        using var started = new Gate();
        using var done = new Gate();
        using var shelf = new Shelf<Future<int>>();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(
            2,
            async (WorkerPool p, CancellationToken token) =>
            {
                shelf.Put(Cluster.Current.RemoteCall(p, () => 7));
                Cluster.Current.RemoteDo(p, () => done.Arrive());
                started.Arrive();
                await Task.Delay(Timeout.Infinite, token);
            },
            pool,
            giveUp.Token);
        await started.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await NothingRunsAsync(2);

        pool.Return(taken);

        Assert.Equal(7, await shelf.Get().Soon());
        await done.ArrivedAsync();
    }

    /// <summary>What a function waits for ends with it, and the place in the queue of the pool with that.</summary>
    [Fact]
    public async Task RemoteCallFetchAsync_MadeInACallThatIsGivenUp_StopsWaiting()
    {
        var pool = new WorkerPool(_head, [3]);
        int taken = await pool.TakeAsync();
        using var giveUp = new CancellationTokenSource();
        using var ended = new Gate();
        Task call = _head.RemoteCallFetchAsync(
            2,
            async (WorkerPool p) =>
            {
                try
                {
                    await Cluster.Current.RemoteCallFetchAsync(p, () => 7);
                }
                finally
                {
                    ended.Arrive();
                }
            },
            pool,
            giveUp.Token);
        await WaitExtensions.HoldsSoon(() => pool.Own.WaiterCount == 1);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await ended.ArrivedAsync();
        await WaitExtensions.HoldsSoon(() => pool.Own.WaiterCount == 0);
        pool.Return(taken);
        Assert.Equal(3, await pool.TakeAsync().AsTask().Soon());
        pool.Return(3);
    }

    private async Task NothingRunsAsync(int pid)
    {
        CallExecutor executor = await processes.TestCluster[pid].ExecutorAsync();
        await WaitExtensions.HoldsSoon(() => executor.RunningCount == 0);
    }
}
