using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

[Collection(nameof(ThreeProcesses))]
public sealed class PMapTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task PMapAsync_AnyBatchSize_ResultsInTheOrderOfTheItems(int batchSize)
    {
        int[] results = await _head.PMapAsync(Enumerable.Range(0, 200), x => x * x, new PMapOptions { BatchSize = batchSize });
        Assert.Equal(Enumerable.Range(0, 200).Select(x => x * x), results);
    }

    [Fact]
    public async Task PMapAsync_Asynchronous_ResultsInTheOrderOfTheItems()
    {
        using var gates = new Gate();
        string[] results = await _head.PMapAsync(["a", "b", "c"], async text =>
        {
            await Task.Yield();
            return text + text;
        });
        Assert.Equal(["aa", "bb", "cc"], results);
    }

    [Fact]
    public async Task PMapAsync_LaterItemIsDoneFirst_OrderStays()
    {
        using var gate = new Gate();
        Task<int[]> mapping = _head.PMapAsync([1, 2], async x =>
        {
            if (x == 1)
            {
                await gate.PassAsync();
            }
            else
            {
                gate.Open();
            }

            return x;
        });
        Assert.Equal(new[] { 1, 2 }, await mapping.Soon());
    }

    [Fact]
    public async Task PMapAsync_UsesAllWorkersAndNotTheHead()
    {
        using var gate = new Gate();
        Task<int[]> mapping = _head.PMapAsync([1, 2], async x =>
        {
            await gate.PassAsync();
            return Cluster.Current.MyId;
        });
        await gate.ArrivedAsync(2);
        gate.Open();
        int[] pids = await mapping.Soon();
        Assert.Equal([2, 3], pids.Order());
    }

    [Fact]
    public async Task PMapAsync_Empty_EmptyAndNothingRuns() => Assert.Empty(await _head.PMapAsync(Array.Empty<int>(), x => x));

    [Fact]
    public async Task PMapAsync_BadArguments_Throw()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.PMapAsync((int[])null!, x => x));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.PMapAsync([1], (Func<int, int>)null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.PMapAsync([1], x => x, new PMapOptions { BatchSize = 0 }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _head.PMapAsync([1], x => x, new PMapOptions { Pool = new WorkerPool(_head, []) }));
    }

    [Fact]
    public async Task PMapAsync_SourceThrows_ThatIsTheError()
    {
        await Assert.ThrowsAsync<FormatException>(() => _head.PMapAsync(Items(), x => x));

        static IEnumerable<int> Items()
        {
            yield return 1;
            yield return 2;
            throw new FormatException("bad source");
        }
    }

    [Fact]
    public async Task PMapAsync_FunctionThrows_FailureOfTheLowestIndex()
    {
        using var gate = new Gate();

        // Both fail; the later item first.
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.PMapAsync([0, 1, 2, 3, 4, 5], x =>
            x == 2 ? throw new InvalidOperationException($"item {x}") : x, new PMapOptions { BatchSize = 3 }));
        Assert.Equal("item 2", error.RemoteMessage);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Contains(error.Pid, _head.Workers);
    }

    [Fact]
    public async Task PMapAsync_FunctionThrows_NothingMoreIsStartedAndWhatRunsIsCancelled()
    {
        using var started = new Notes<int>();
        using var cancelled = new Gate();
        using var running = new Gate();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.PMapAsync(Enumerable.Range(0, 1_000), async x =>
        {
            started.Add(x);
            if (x == 0)
            {
                await running.ArrivedAsync();
                throw new InvalidOperationException("first");
            }

            CancellationToken token = Cluster.Current.Cancellation;
            running.Arrive();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            catch (OperationCanceledException)
            {
                cancelled.Arrive();
                throw;
            }

            return x;
        }).Soon());
        Assert.Equal("first", error.RemoteMessage);
        await cancelled.ArrivedAsync();
        Assert.Equal([0, 1], started.All.Order());
    }

    [Fact]
    public async Task PMapAsync_Cancelled_WhatRunsIsCancelled()
    {
        using var running = new Gate();
        using var cancelled = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task<int[]> mapping = _head.PMapAsync(
            Enumerable.Range(0, 100),
            async x =>
            {
                CancellationToken token = Cluster.Current.Cancellation;
                running.Arrive();
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                catch (OperationCanceledException)
                {
                    cancelled.Arrive();
                    throw;
                }

                return x;
            },
            null,
            giveUp.Token);
        await running.ArrivedAsync(2);
        await giveUp.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mapping.Soon());
        Assert.Equal(giveUp.Token, error.CancellationToken);
        await cancelled.ArrivedAsync(2);
        Assert.Equal(2, running.Arrivals);
    }

    [Fact]
    public async Task PMapAsync_LongSource_IsPulledAsWorkersBecomeFree()
    {
        using var gate = new Gate();
        int pulled = 0;
        Task<int[]> mapping = _head.PMapAsync(Items(), gate.PassAsync<int>);
        await gate.ArrivedAsync(2);

        // Two run, and one waits for a worker.
        Assert.InRange(Volatile.Read(ref pulled), 2, 3);
        gate.Open();
        Assert.Equal(Enumerable.Range(0, 50), await mapping.Soon());

        IEnumerable<int> Items()
        {
            for (int i = 0; i < 50; i++)
            {
                Interlocked.Increment(ref pulled);
                yield return i;
            }
        }
    }

    [Fact]
    public async Task PMapAsync_Progress_CountsUpToAll()
    {
        var progress = new ProgressLog();
        await _head.PMapAsync(Enumerable.Range(0, 25), x => x, new PMapOptions { BatchSize = 10, Progress = progress });
        Assert.Equal(3, progress.Reports.Count);
        Assert.Equal(25, progress.Reports.Max(report => report.Done));
    }

    [Fact]
    public async Task PMapAsync_ProgressThrows_ThatIsTheError() => await Assert.ThrowsAsync<FormatException>(
        () => _head.PMapAsync(Enumerable.Range(0, 100), x => x, new PMapOptions { Progress = new BrokenProgress() }).Soon());

    [Fact]
    public async Task PMapAsync_Pool_OnlyItsWorkersAndGivesThemBack()
    {
        var pool = new WorkerPool(_head, [3]);
        int[] pids = await _head.PMapAsync(Enumerable.Range(0, 10), x => Cluster.Current.MyId, new PMapOptions { Pool = pool });
        Assert.All(pids, pid => Assert.Equal(3, pid));
        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task PMapAsync_Nested_DoesNotHang()
    {
        int[] sums = await _head.PMapAsync(Enumerable.Range(1, 6), async outer =>
        {
            int[] inner = await Cluster.Current.PMapAsync(Enumerable.Range(1, 4), async middle =>
            {
                int[] leaves = await Cluster.Current.PMapAsync([1, 2], leaf => leaf * middle * outer);
                return leaves.Sum();
            });
            return inner.Sum();
        }).Soon();
        Assert.Equal(Enumerable.Range(1, 6).Select(x => x * 30), sums);
    }

    [Fact]
    public async Task PMapAsync_WorkerIsKilled_ItsDeathEndsTheMap()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        using var gate = new Gate();
        Task<int[]> mapping = cluster.Head.PMapAsync([1, 2], async (x, token) =>
        {
            gate.Arrive();
            await Task.Delay(Timeout.Infinite, token);
            return x;
        });
        await gate.ArrivedAsync(2);
        await cluster.KillAsync(3);
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => mapping.Soon());
        Assert.Equal(3, error.Pid);
    }

    [Fact]
    public async Task PMapAsync_IdempotentAndWorkerIsKilled_OthersDoItsItems()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        using var gate = new Gate();
        var lost = new List<ProcessExitedException>();
        var options = new PMapOptions { Idempotent = true, BatchSize = 2, OnWorkerLost = lost.Add };
        Task<int[]> mapping = cluster.Head.PMapAsync(Enumerable.Range(0, 20), gate.PassAsync<int>, options);
        await gate.ArrivedAsync(2);
        await cluster.KillAsync(3);
        await cluster.GoneEverywhereAsync(3);
        gate.Open();
        Assert.Equal(Enumerable.Range(0, 20), await mapping.Soon());
        Assert.Equal(3, Assert.Single(lost).Pid);
    }

    [Fact]
    public async Task PMapAsync_LastWorkerIsKilled_InvalidOperation()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(2);
        using var gate = new Gate();
        var options = new PMapOptions { Idempotent = true };
        Task<int[]> mapping = cluster.Head.PMapAsync(Enumerable.Range(0, 20), gate.PassAsync<int>, options);
        await gate.ArrivedAsync();
        await cluster.KillAsync(2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => mapping.Soon());
    }

    private sealed class ProgressLog : IProgress<PMapProgress>
    {
        private readonly List<PMapProgress> _reports = [];

        public List<PMapProgress> Reports
        {
            get
            {
                lock (_reports)
                {
                    return [.. _reports];
                }
            }
        }

        public void Report(PMapProgress value)
        {
            lock (_reports)
            {
                _reports.Add(value);
            }
        }
    }

    private sealed class BrokenProgress : IProgress<PMapProgress>
    {
        public void Report(PMapProgress value) => throw new FormatException("broken progress");
    }
}
