using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>Maps inside of other work.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class PMapNestedTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task OnePool_AnyDepth_Ends(int depth)
    {
        foreach (int[] members in new int[][] { [2], [2, 3] })
        {
            var pool = new WorkerPool(_head, members);
            Assert.Equal((int)Math.Pow(3, depth + 1), await CountAsync(_head, pool, depth).Soon());
            await WaitExtensions.HoldsSoon(() => pool.IsReadyAsync().AsTask().Result);
            await TakeAllAsync(pool, members.Length);
        }
    }

    [Fact]
    public async Task DefaultPool_Nested_Ends()
    {
        Assert.Equal(27, await CountAsync(_head, _head.DefaultWorkerPool, 2).Soon());
        await TakeAllAsync(_head.DefaultWorkerPool, 2);
    }

    [Fact]
    public async Task OnePool_OtherCallInBetween_Ends()
    {
        var pool = new WorkerPool(_head, [2]);
        int[] sums = await _head.PMapAsync(
            [1, 2],
            x => Cluster.Current.RemoteCallFetchAsync(3, async () =>
            {
                int[] inner = await Cluster.Current.PMapAsync([10, 20], y => x * y, new PMapOptions { Pool = pool });
                return inner.Sum();
            }),
            new PMapOptions { Pool = pool }).Soon();
        Assert.Equal([30, 60], sums);
    }

    [Fact]
    public async Task OnePool_CallOnThePoolMaps_Ends()
    {
        var pool = new WorkerPool(_head, [2]);
        int[] results = await _head.RemoteCallFetchAsync(
            pool, async () => await Cluster.Current.PMapAsync([1, 2, 3], y => y * y, new PMapOptions { Pool = pool })).Soon();
        Assert.Equal([1, 4, 9], results);
    }

    [Fact]
    public async Task OnePool_DynamicLoopInMap_Ends()
    {
        var pool = new WorkerPool(_head, [2]);
        int[] sums = await _head.PMapAsync(
            [1, 2],
            x => Cluster.Current.DistributedReduceAsync(
                0..4, i => i * x, (a, b) => a + b, new LoopOptions { Schedule = LoopSchedule.Dynamic, Pool = pool }),
            new PMapOptions { Pool = pool }).Soon();
        Assert.Equal([6, 12], sums);
    }

    [Fact]
    public async Task SurroundingCall_IsGivenUp_MapEndsWithIt()
    {
        using var running = new Gate();
        using var cancelled = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task<int[]> call = MapAt(3, running, cancelled, giveUp.Token);
        await running.ArrivedAsync(2);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await cancelled.ArrivedAsync(2);
    }

    [Fact]
    public async Task Workers_Interrupted_MapFails()
    {
        using var running = new Gate();
        using var cancelled = new Gate();
        Task<int[]> mapping = _head.PMapAsync(Enumerable.Range(0, 10), Waiting(running, cancelled));
        await running.ArrivedAsync(2);
        await _head.InterruptAsync([3]).Soon();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => mapping.Soon());
        Assert.IsType<CallInterruptedException>(error.InnerException);
        Assert.Equal(2, running.Arrivals);
    }

    private static async Task<int> CountAsync(ICluster cluster, WorkerPool pool, int depth)
    {
        int[] counts = await cluster.PMapAsync(
            [1, 1, 1], async x => depth == 0 ? x : await CountAsync(Cluster.Current, pool, depth - 1), new PMapOptions { Pool = pool });
        return counts.Sum();
    }

    /// <summary>Nobody has kept a worker.</summary>
    private static async Task TakeAllAsync(WorkerPool pool, int count)
    {
        var leases = new List<WorkerLease>();
        for (int i = 0; i < count; i++)
        {
            leases.Add(await pool.LeaseAsync().AsTask().Soon());
        }

        leases.ForEach(lease => lease.Dispose());
    }

    private static Func<int, CancellationToken, Task<int>> Waiting(Gate running, Gate cancelled) => async (x, token) =>
    {
        running.Arrive();
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            cancelled.Arrive();
        }

        return x;
    };

    private Task<int[]> MapAt(int pid, Gate running, Gate cancelled, CancellationToken cancellationToken) => _head.RemoteCallFetchAsync(
        pid, Mapping(running, cancelled), cancellationToken);

    private static Func<Task<int[]>> Mapping(Gate running, Gate cancelled) =>
        () => Cluster.Current.PMapAsync(Enumerable.Range(0, 10), Waiting(running, cancelled));
}
