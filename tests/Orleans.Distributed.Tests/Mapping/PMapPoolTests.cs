using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>Where a map takes its workers from, and that it keeps none that it has no work for.</summary>
public sealed class PMapPoolTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Nested_HeldWorkerIsEnough_OthersAreLeftToOthers()
    {
        using var gate = new Gate();
        var pool = new WorkerPool(Head, [2, 3]);
        WorkerLease busy = await pool.LeaseAsync();
        Task<int[]> mapping = Head.RemoteCallFetchAsync(pool, Nested(pool, gate));
        await gate.ArrivedAsync();
        busy.Dispose();

        // The map has nothing for a second worker.
        Assert.Equal(busy.Pid, (await pool.LeaseAsync().AsTask().Soon()).Pid);

        gate.Open();
        Assert.Equal(new[] { 7 }, await mapping.Soon());
    }

    [Fact]
    public async Task Nested_AllAreBusyAndOneIsGivenBack_IsUsedToo()
    {
        using var gate = new Gate();
        var pool = new WorkerPool(Head, [2, 3]);
        WorkerLease busy = await pool.LeaseAsync();
        Task<int[]> mapping = Head.RemoteCallFetchAsync(pool, Nested(pool, gate, 7, 8));
        await gate.ArrivedAsync();
        busy.Dispose();
        await gate.ArrivedAsync(2);
        gate.Open();
        Assert.Equal(new[] { 7, 8 }, await mapping.Soon());
        await using WorkerLease one = await pool.LeaseAsync().AsTask().Soon();
        await using WorkerLease other = await pool.LeaseAsync().AsTask().Soon();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nested_PoolIsAlsoTheDefault_KnownAsTheSame(bool isDefaultOutside)
    {
        var pool = new WorkerPool(Head, [2]);
        await Head.SetDefaultWorkerPoolAsync(pool);
        WorkerPool outer = isDefaultOutside ? Head.DefaultWorkerPool : pool;
        WorkerPool inner = isDefaultOutside ? pool : Head.DefaultWorkerPool;
        int[] sums = await Head.PMapAsync(
            [1, 2],
            async x => (await Cluster.Current.PMapAsync([10, 20], y => x * y, new PMapOptions { Pool = inner })).Sum(),
            new PMapOptions { Pool = outer }).Soon();
        Assert.Equal([30, 60], sums);
        Assert.Equal(new[] { 1, 4 }, await Head.RemoteCallFetchAsync(
            outer, async () => await Cluster.Current.PMapAsync([1, 2], y => y * y, new PMapOptions { Pool = inner })).Soon());
    }

    [Fact]
    public async Task Nested_DefaultIsReplacedInBetween_WorkersOfTheNewOneAreUsed()
    {
        var first = new WorkerPool(Head, [2]);
        var second = new WorkerPool(Head, [3]);
        await Head.SetDefaultWorkerPoolAsync(first);
        int[][] pids = await Head.PMapAsync(
            [0],
            async _ =>
            {
                await Cluster.Current.SetDefaultWorkerPoolAsync(second);
                return await Cluster.Current.PMapAsync([1, 2], _ => Cluster.Current.MyId, new PMapOptions { Pool = Cluster.Current.DefaultWorkerPool });
            },
            new PMapOptions { Pool = Head.DefaultWorkerPool }).Soon();
        Assert.Equal([3, 3], pids[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task DefaultPool_NoWorkers_AsManyAtATimeAsProcessors(int batchSize)
    {
        await using DistributedTestCluster alone = await DistributedTestCluster.StartAsync(1);
        using var gate = new Gate();
        int most = batchSize * (Environment.ProcessorCount + 1);
        var source = new WatchedSource<int>(Enumerable.Range(0, 20 * most));
        Task<int[]> mapping = alone.Head.PMapAsync(
            source, gate.PassAsync<int>, new PMapOptions { Pool = alone.Head.DefaultWorkerPool, BatchSize = batchSize });
        await gate.ArrivedAsync(Environment.ProcessorCount);
        await WaitExtensions.HoldsSoon(() => source.Pulled >= most - batchSize);
        Assert.InRange(source.Pulled, most - batchSize, most);
        gate.Open();
        Assert.Equal(Enumerable.Range(0, 20 * most), await mapping.Soon());
    }

    [Fact]
    public async Task DefaultPool_NoWorkersAndNested_Ends()
    {
        await using DistributedTestCluster alone = await DistributedTestCluster.StartAsync(1);
        var options = new PMapOptions { Pool = alone.Head.DefaultWorkerPool, BatchSize = 1 };
        int width = 3 * Environment.ProcessorCount;
        int[] sums = await alone.Head.PMapAsync(
            Enumerable.Range(0, width), async x => (await alone.Head.PMapAsync([1, 2, 3], y => x * y, options)).Sum(), options).Soon();
        Assert.Equal(Enumerable.Range(0, width).Select(x => 6 * x), sums);
    }

    [Fact]
    public async Task Pool_DiesWhileTheLastItemsRun_TheyAreDone()
    {
        using var gate = new Gate();
        WorkerPool remote = await Head.RemoteCallFetchAsync(3, () => new WorkerPool(Cluster.Current, [2]));
        var pool = new WatchedPool(remote);
        Task<int[]> mapping = Head.PMapAsync([7], gate.PassAsync<int>, new PMapOptions { Pool = pool });
        await gate.ArrivedAsync();
        await _cluster.KillAsync(3);
        await pool.Failed.Task.Soon();
        gate.Open();
        Assert.Equal(new[] { 7 }, await mapping.Soon());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pool_HandsOutAPidThatNeverWas_SaysSo(bool isMap)
    {
        var pool = new Rotation([99]);
        Task working = isMap
            ? Head.PMapAsync([1, 2], x => x, new PMapOptions { Pool = pool, Idempotent = true })
            : Head.DistributedForAsync(0..2, i => { }, new LoopOptions { Schedule = LoopSchedule.Dynamic, Pool = pool, Idempotent = true });
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => working.Soon());
        Assert.Equal(99, error.Pid);
        Assert.Equal(ProcessExitReason.NeverExisted, error.Exit.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Pool_HandsOutWhatIsNoPid_SaysThatThePoolIsWrong(int pid)
    {
        var pool = new Rotation([pid]);
        await WrongAsync(Head.PMapAsync([1, 2], x => x, new PMapOptions { Pool = pool, Idempotent = true }));
        await WrongAsync(Head.DistributedForAsync(0..2, i => { }, new LoopOptions { Schedule = LoopSchedule.Dynamic, Pool = pool, Idempotent = true }));
        await WrongAsync(Head.RemoteCallFetchAsync(CallTarget.From(pool), () => 1));
        await WrongAsync(Head.RemoteCall(CallTarget.From(pool), () => 1).FetchAsync());
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerLease(pid, () => { }));

        async Task WrongAsync(Task working)
        {
            InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => working.Soon());
            Assert.Contains($"handed out the pid {pid}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pool_ReturnThrows_ThatIsTheFailure() => await Assert.ThrowsAsync<NotSupportedException>(
        () => Head.PMapAsync([1, 2], x => x, new PMapOptions { Pool = new WatchedPool(new WorkerPool(Head, [2])) { CannotReturn = true } }).Soon());

    /// <summary>Maps within a function that a worker of the pool runs.</summary>
    private static Func<Task<int[]>> Nested(WorkerPool pool, Gate gate, params int[] items) => () =>
        Cluster.Current.PMapAsync(items.Length > 0 ? items : [7], gate.PassAsync<int>, new PMapOptions { Pool = pool, BatchSize = 1 });
}
