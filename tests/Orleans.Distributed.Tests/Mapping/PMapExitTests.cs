using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>Workers that die, and workers that join, while items are mapped.</summary>
public sealed class PMapExitTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task OnError_WorkerDies_IsAskedFirst(int? batchSize)
    {
        using var gate = new Gate();
        var failures = new List<PMapFailure>();
        var options = new PMapOptions<int>
        {
            BatchSize = batchSize,
            Idempotent = true,
            OnError = failure =>
            {
                failures.Add(failure);
                return -1;
            },
        };
        Task<int[]> mapping = Head.PMapAsync(Enumerable.Range(0, 20), gate.PassAsync<int>, options);
        await gate.ArrivedAsync(2);
        await KillAsync(3, gate);
        int[] results = await mapping.Soon();
        Assert.Equal(batchSize ?? 1, results.Count(result => result == -1));
        Assert.All(failures, failure => Assert.Equal(3, Assert.IsType<ProcessExitedException>(failure.Original).Pid));
        Assert.All(failures, failure => Assert.Equal(-1, results[failure.Index]));
    }

    [Fact]
    public async Task RetryDelays_WorkerDies_OthersDoItsItems()
    {
        using var gate = new Gate();
        var seen = new List<Exception>();
        var options = new PMapOptions
        {
            BatchSize = 3,
            RetryDelays = [TimeSpan.Zero],
            RetryCheck = failure =>
            {
                seen.Add(failure.Original);
                return true;
            },
        };
        Task<int[]> mapping = Head.PMapAsync(Enumerable.Range(0, 20), gate.PassAsync<int>, options);
        await gate.ArrivedAsync(2);
        await KillAsync(3, gate);
        Assert.Equal(Enumerable.Range(0, 20), await mapping.Soon());
        Assert.Equal(3, seen.Count);
        Assert.All(seen, error => Assert.IsType<ProcessExitedException>(error));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task RetryOnProcessExit_No_DeathIsTheFailure(bool isIdempotent, bool retries)
    {
        using var gate = new Gate();
        var options = new PMapOptions { Idempotent = isIdempotent, RetryDelays = retries ? [TimeSpan.Zero] : null, RetryOnProcessExit = false };
        Task<int[]> mapping = Head.PMapAsync(Enumerable.Range(0, 20), gate.PassAsync<int>, options);
        await gate.ArrivedAsync(2);
        await KillAsync(3, gate);
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => mapping.Soon())).Pid);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task RetryOnProcessExit_NoAndOnErrorThrowsAnother_NothingRunsAgain(bool isIdempotent, bool retries)
    {
        using var gate = new Gate();
        var options = new PMapOptions<int>
        {
            Idempotent = isIdempotent,
            RetryDelays = retries ? [TimeSpan.Zero] : null,
            RetryOnProcessExit = false,
            OnError = Wrap,
        };
        Task<int[]> mapping = Head.PMapAsync([0, 1], gate.PassAsync<int>, options);
        await gate.ArrivedAsync(2);
        await KillAsync(3, gate);
        await Assert.ThrowsAsync<FormatException>(() => mapping.Soon());
        Assert.Equal(2, gate.Arrivals);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task OnError_ThrowsAnotherForADeath_OthersDoTheItems(bool isIdempotent, bool retries)
    {
        using var gate = new Gate();
        var seen = new List<Exception>();
        var options = new PMapOptions<int>
        {
            Idempotent = isIdempotent,
            RetryDelays = retries ? [TimeSpan.Zero] : null,
            OnError = Wrap,
            RetryCheck = failure =>
            {
                seen.Add(failure.Original);
                return true;
            },
        };
        Task<int[]> mapping = Head.PMapAsync([0, 1], gate.PassAsync<int>, options);
        await gate.ArrivedAsync(2);
        await KillAsync(3, gate);
        Assert.Equal(Enumerable.Range(0, 2), await mapping.Soon());
        Assert.IsType<FormatException>(Assert.Single(seen));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task RetryCheck_RefusesADeath_DeathIsTheFailure(bool? retriesExits)
    {
        using var gate = new Gate();
        var options = new PMapOptions { Idempotent = retriesExits is null, RetryOnProcessExit = retriesExits, RetryCheck = _ => false };
        Task<int[]> mapping = Head.PMapAsync([0, 1], gate.PassAsync<int>, options);
        await gate.ArrivedAsync(2);
        await KillAsync(3, gate);
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => mapping.Soon())).Pid);
        Assert.Equal(2, gate.Arrivals);
    }

    [Fact]
    public async Task OnError_ThrowsADeathForAFailure_DelaysDecideAllTheSame()
    {
        using var attempts = new Notes<int>();
        var options = new PMapOptions<int>
        {
            Idempotent = true,
            RetryDelays = [TimeSpan.Zero],
            OnError = failure => throw new ProcessExitedException(99, new ProcessExit(), CallOutcome.MayHaveRun),
        };
        await Assert.ThrowsAsync<ProcessExitedException>(() => Head.PMapAsync([0], Failing(attempts), options).Soon());
        Assert.Equal(2, attempts.All.Length);

        static Func<int, int> Failing(Notes<int> attempts) => x =>
        {
            attempts.Add(x);
            throw new FormatException("bad item");
        };
    }

    [Fact]
    public async Task RetryOnProcessExit_Yes_OthersDoItsItems()
    {
        using var gate = new Gate();
        Task<int[]> mapping = Head.PMapAsync(Enumerable.Range(0, 20), gate.PassAsync<int>, new PMapOptions { RetryOnProcessExit = true });
        await gate.ArrivedAsync(2);
        await KillAsync(3, gate);
        Assert.Equal(Enumerable.Range(0, 20), await mapping.Soon());
    }

    [Fact]
    public async Task Pool_MemberDiedBefore_ItemsThatDidNotRunGoToOthers()
    {
        // A pool of the user's own that does not know who is alive.
        using var gate = new Gate();
        await KillAsync(3, gate);
        int[] pids = await Head.PMapAsync(Enumerable.Range(0, 10), _ => Cluster.Current.MyId, new PMapOptions { Pool = new Rotation([3, 2]) }).Soon();
        Assert.All(pids, pid => Assert.Equal(2, pid));
    }

    [Fact]
    public async Task Pool_HandsOutDeadWorkersOnly_ErrorAndNoHang()
    {
        using var gate = new Gate();
        await KillAsync(3, gate);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Head.PMapAsync([1], x => x, new PMapOptions { Pool = new Rotation([3]) }).Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Idempotent_ItemKillsItsWorkers_FailsAfterTheThird(bool wraps)
    {
        await _cluster.AddProcsAsync(2);
        using var started = new Notes<int>();
        Task<int[]> mapping = Head.PMapAsync(
            [0],
            async x =>
            {
                started.Add(Cluster.Current.MyId);
                await Task.Delay(Timeout.Infinite);
                return x;
            },
            new PMapOptions<int> { Idempotent = true, OnError = wraps ? Wrap : null });
        for (int i = 1; i <= 3; i++)
        {
            await _cluster.KillAsync((await started.CountedAsync(i))[i - 1]);
        }

        await Assert.ThrowsAsync(wraps ? typeof(FormatException) : typeof(ProcessExitedException), () => mapping.Soon());
        Assert.Equal(3, started.All.Length);
    }

    [Fact]
    public async Task Pool_WorkerJoinsMeanwhile_IsUsed()
    {
        using var gate = new Gate();
        Task<int[]> mapping = Head.PMapAsync(
            Enumerable.Range(0, 3), async _ => await gate.PassAsync(Cluster.Current.MyId), new PMapOptions { Pool = Head.DefaultWorkerPool });
        await gate.ArrivedAsync(2);
        IReadOnlyList<int> joined = await _cluster.AddProcsAsync(1);
        await gate.ArrivedAsync(3);
        gate.Open();
        Assert.Equal([2, 3, joined[0]], (await mapping.Soon()).Order());
    }

    [Fact]
    public async Task Pool_AllMembersDie_ErrorAndNoHang()
    {
        using var gate = new Gate();
        var pool = new WorkerPool(Head, [3]);
        Task<int[]> mapping = Head.PMapAsync(Enumerable.Range(0, 3), gate.PassAsync<int>, new PMapOptions { Pool = pool, RetryDelays = [TimeSpan.Zero] });
        await gate.ArrivedAsync();
        await _cluster.KillAsync(3);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => mapping.Soon());
        Assert.Contains("No active worker available", error.Message, StringComparison.Ordinal);
    }

    private static int Wrap(PMapFailure failure) => throw new FormatException("wrapped", failure.Error);

    private async Task KillAsync(int pid, Gate gate)
    {
        await _cluster.KillAsync(pid);
        await _cluster.GoneEverywhereAsync(pid);
        gate.Open();
    }
}
