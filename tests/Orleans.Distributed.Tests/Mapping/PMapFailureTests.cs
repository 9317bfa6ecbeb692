using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>Items that fail, and what the options make of them.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class PMapFailureTests(ThreeProcesses processes)
{
    private static readonly TimeSpan[] NoDelays = [TimeSpan.Zero, TimeSpan.Zero];

    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(8)]
    public async Task OnError_Returns_ThatIsTheResult(int? batchSize)
    {
        var failures = new List<PMapFailure>();
        var options = new PMapOptions<int>
        {
            BatchSize = batchSize,
            OnError = failure =>
            {
                failures.Add(failure);
                return -1;
            },
        };
        int[] results = await _head.PMapAsync(Enumerable.Range(0, 40), x => x % 10 == 3 ? throw new FormatException($"{x}") : x, options).Soon();
        Assert.Equal(Enumerable.Range(0, 40).Select(x => x % 10 == 3 ? -1 : x), results);
        Assert.Equal([3L, 13, 23, 33], failures.Select(failure => failure.Index).Order());
        Assert.All(failures, failure => Assert.Equal(1, failure.Attempt));
        Assert.All(failures, failure => Assert.Equal($"{failure.Index}", Assert.IsType<FormatException>(failure.Original).Message));
        Assert.All(failures, failure => Assert.Contains(Assert.IsType<RemoteException>(failure.Error).Pid, _head.Workers));
    }

    [Fact]
    public async Task OnErrorAsync_Returns_ThatIsTheResult()
    {
        var options = new PMapOptions<string>
        {
            OnErrorAsync = async (failure, _) =>
            {
                await Task.Yield();
                return failure.Original.Message;
            },
        };
        Assert.Equal(["a", "bad"], await _head.PMapAsync(["a", "b"], x => x == "b" ? throw new FormatException("bad") : x, options).Soon());
    }

    [Fact]
    public async Task OnError_ReturnsWithRetryDelays_NoRetry()
    {
        using var attempts = new Notes<int>();
        var options = new PMapOptions<int> { OnError = _ => -1, RetryDelays = NoDelays };
        Assert.Equal(-1, Assert.Single(await _head.PMapAsync([1], int (x) => throw Failure(attempts, x), options).Soon()));
        Assert.Single(attempts.All);
    }

    [Fact]
    public async Task OnError_Throws_RetriesAndThenThatIsTheFailure()
    {
        using var attempts = new Notes<int>();
        var seen = new List<Exception>();
        var options = new PMapOptions<int>
        {
            OnError = failure => throw new NotSupportedException($"attempt {failure.Attempt}"),
            RetryDelays = NoDelays,
            RetryCheck = failure =>
            {
                seen.Add(failure.Original);
                return true;
            },
        };
        NotSupportedException error = await Assert.ThrowsAsync<NotSupportedException>(
            () => _head.PMapAsync([1], int (x) => throw Failure(attempts, x), options).Soon());
        Assert.Equal("attempt 3", error.Message);
        Assert.Equal(3, attempts.All.Length);
        Assert.Equal(["attempt 1", "attempt 2"], seen.Select(e => e.Message));
    }

    [Fact]
    public async Task OnError_ThrowsTheOriginalOn_RemoteExceptionStays()
    {
        var options = new PMapOptions<int> { OnError = failure => throw failure.Original };
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.PMapAsync([1], int (x) => throw new FormatException("where from"), options).Soon());
        Assert.Contains(error.Pid, _head.Workers);
        Assert.Equal("where from", error.RemoteMessage);
    }

    [Fact]
    public async Task Options_Contradictory_Throw()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _head.PMapAsync(
            [1], x => x, new PMapOptions { RetryCheck = _ => true, RetryCheckAsync = (_, _) => Task.FromResult(true) }));
        await Assert.ThrowsAsync<ArgumentException>(() => _head.PMapAsync(
            [1], x => x, new PMapOptions<int> { OnError = _ => 1, OnErrorAsync = (_, _) => Task.FromResult(1) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.PMapAsync([1], x => x, new PMapOptions { BatchSize = -1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.PMapAsync([1], x => x, new PMapOptions { RunAhead = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.PMapAsync([1], x => x, new PMapOptions { Order = (PMapOrder)7 }));
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => _head.PMapAsync([1], x => x, new PMapOptions<long> { OnError = _ => 1 }));
        Assert.Contains("PMapOptions<Int32>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_SeveralAtOnce_LowestIndexThoughItCameLast()
    {
        using var second = new Gate();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.PMapAsync(
            [0, 1],
            async Task<int> (int x, CancellationToken token) =>
            {
                if (x == 0)
                {
                    // Fails only when the map is already ending because of the other.
                    try
                    {
                        await Task.Delay(Timeout.Infinite, token);
                    }
                    catch (OperationCanceledException)
                    {
                        throw new FormatException("item 0");
                    }
                }

                throw new FormatException($"item {x}");
            }).Soon());
        Assert.Equal("item 0", error.RemoteMessage);
    }

    [Fact]
    public async Task Failures_OneFails_WaitsForWhatRuns()
    {
        using var running = new Gate();
        using var cleaned = new Gate();
        await Assert.ThrowsAsync<RemoteException>(() => _head.PMapAsync([0, 1], async Task<int> (int x, CancellationToken token) =>
        {
            if (x == 1)
            {
                await running.ArrivedAsync();
                throw new FormatException("item 1");
            }

            running.Arrive();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                await Task.Yield();
                cleaned.Arrive();
            }

            return x;
        }).Soon());
        Assert.Equal(1, cleaned.Arrivals);
    }

    [Fact]
    public async Task Progress_FailuresAndRetries_AreCounted()
    {
        var reports = new List<PMapProgress>();
        var options = new PMapOptions<int>
        {
            BatchSize = 4,
            RetryDelays = [TimeSpan.Zero],
            OnError = failure => failure.Attempt == 1 ? throw failure.Original : -1,
            Progress = new DirectProgress(reports.Add),
        };
        await _head.PMapAsync(Enumerable.Range(0, 20), x => x == 5 ? throw new FormatException("always") : x, options).Soon();
        PMapProgress last = reports[^1];
        Assert.Equal((20, 2, 1, 20), (last.Done, last.Failed, last.Retried, last.Total));
        Assert.True(last.Rate > 0);
        Assert.Equal(reports.Select(report => report.Done).Order(), reports.Select(report => report.Done));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task NotDistributed_RunsHereWithRetriesAndHandlers(int? batchSize)
    {
        using var attempts = new Notes<int>();
        var options = new PMapOptions<int>
        {
            Distributed = false,
            BatchSize = batchSize,
            RetryDelays = [TimeSpan.Zero],
            OnError = failure => failure.Attempt == 1 ? throw failure.Original : -1,
        };
        object captured = new();
        int[] results = await _head.PMapAsync(
            Enumerable.Range(0, 10),
            x =>
            {
                attempts.Add(x);
                Assert.Equal(1, Cluster.Current.MyId);
                return x == 4 ? throw new FormatException($"{captured}") : x;
            },
            options).Soon();
        Assert.Equal([0, 1, 2, 3, -1, 5, 6, 7, 8, 9], results);
        Assert.Equal(11, attempts.All.Length);
    }

    private static FormatException Failure(Notes<int> attempts, int item)
    {
        attempts.Add(item);
        return new FormatException($"attempt {attempts.All.Length}");
    }

    private sealed class DirectProgress(Action<PMapProgress> report) : IProgress<PMapProgress>
    {
        public void Report(PMapProgress value) => report(value);
    }
}
