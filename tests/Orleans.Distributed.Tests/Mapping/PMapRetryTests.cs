using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>Items that fail and are tried again.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class PMapRetryTests(ThreeProcesses processes)
{
    private static readonly TimeSpan[] NoDelays = [TimeSpan.Zero, TimeSpan.Zero];

    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(8)]
    public async Task RetryDelays_FailsTwice_ThirdAttemptCounts(int? batchSize)
    {
        using var attempts = new Notes<int>();
        int[] results = await _head.PMapAsync(
            Enumerable.Range(0, 30),
            x =>
            {
                attempts.Add(x);
                return x % 7 == 0 && attempts.All.Count(other => other == x) < 3 ? throw new FormatException("again") : x * 2;
            },
            new PMapOptions { BatchSize = batchSize, RetryDelays = NoDelays }).Soon();
        Assert.Equal(Enumerable.Range(0, 30).Select(x => x * 2), results);
        Assert.Equal(30 + (2 * 5), attempts.All.Length);
    }

    [Fact]
    public async Task RetryDelays_UsedUp_LastFailure()
    {
        using var attempts = new Notes<int>();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.PMapAsync([1], int (x) => throw Failure(attempts, x), new PMapOptions { RetryDelays = NoDelays }).Soon());
        Assert.Equal("attempt 3", error.RemoteMessage);
        Assert.Equal(3, attempts.All.Length);
    }

    [Fact]
    public async Task RetryDelays_Endless_EnumeratedAsFarAsNeeded()
    {
        int given = 0;
        using var attempts = new Notes<int>();
        int[] results = await _head.PMapAsync(
            [1],
            x =>
            {
                attempts.Add(x);
                return attempts.All.Length < 5 ? throw new FormatException("again") : x;
            },
            new PMapOptions { RetryDelays = Endless() }).Soon();
        Assert.Equal([1], results);
        Assert.Equal(4, given);

        IEnumerable<TimeSpan> Endless()
        {
            while (true)
            {
                given++;
                yield return TimeSpan.Zero;
            }
        }
    }

    [Fact]
    public async Task RetryDelays_Throw_ThatIsTheFailureAndTheyAreDisposed()
    {
        bool isDisposed = false;
        var options = new PMapOptions { RetryDelays = Broken() };
        await Assert.ThrowsAsync<NotSupportedException>(() => _head.PMapAsync([1], int (x) => throw new FormatException("first"), options).Soon());
        Assert.True(isDisposed);

        IEnumerable<TimeSpan> Broken()
        {
            try
            {
                yield return TimeSpan.Zero;
                throw new NotSupportedException("no more delays");
            }
            finally
            {
                isDisposed = true;
            }
        }
    }

    [Fact]
    public async Task RetryDelays_Negative_SaysSo()
    {
        var options = new PMapOptions { RetryDelays = [TimeSpan.FromSeconds(-1)] };
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _head.PMapAsync([1], int (x) => throw new FormatException("first"), options).Soon());
        Assert.Contains("-00:00:01", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryDelays_GivenUpMeanwhile_EndsAtOnce()
    {
        using var giveUp = new CancellationTokenSource();
        using var failed = new Gate();
        Task<int[]> mapping = _head.PMapAsync(
            [1],
            int (x) =>
            {
                failed.Arrive();
                throw new FormatException("once");
            },
            new PMapOptions { RetryDelays = [TimeSpan.FromHours(1)] },
            giveUp.Token);
        await failed.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mapping.Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RetryCheck_No_FailsAtOnce(bool isAsynchronous)
    {
        using var attempts = new Notes<int>();
        var options = new PMapOptions { RetryDelays = NoDelays };
        if (isAsynchronous)
        {
            options.RetryCheckAsync = async (failure, _) =>
            {
                await Task.Yield();
                return failure.Original is not FormatException;
            };
        }
        else
        {
            options.RetryCheck = failure => failure.Original is not FormatException;
        }

        await Assert.ThrowsAsync<RemoteException>(() => _head.PMapAsync([1], int (x) => throw Failure(attempts, x), options).Soon());
        Assert.Single(attempts.All);
    }

    [Fact]
    public async Task RetryCheck_Throws_ThatIsTheFailure()
    {
        var options = new PMapOptions { RetryDelays = NoDelays, RetryCheck = _ => throw new NotSupportedException("undecided") };
        await Assert.ThrowsAsync<NotSupportedException>(() => _head.PMapAsync([1], int (x) => throw new FormatException("first"), options).Soon());
    }

    [Fact]
    public async Task RetryCheck_ThrowsForALaterItemOfTheBatch_FirstFailureCounts()
    {
        var options = new PMapOptions
        {
            BatchSize = 4,
            RetryDelays = NoDelays,
            RetryCheck = failure => failure.Index == 1 ? false : throw new NotSupportedException("undecided"),
        };
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.PMapAsync(Enumerable.Range(0, 4), int (x) => x is 1 or 2 ? throw new FormatException($"item {x}") : x, options).Soon());
        Assert.Equal("item 1", error.RemoteMessage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AsynchronousDecision_EndedByALaterFailure_IsNoFailureItself(bool isRetryCheck)
    {
        using var deciding = new Gate();
        var options = new PMapOptions<int> { BatchSize = 1 };
        if (isRetryCheck)
        {
            options.RetryDelays = NoDelays;
            options.RetryCheckAsync = DecideAsync;
        }
        else
        {
            options.OnErrorAsync = async (failure, token) => await DecideAsync(failure, token) ? 0 : throw failure.Original;
        }

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.PMapAsync([0, 1], Failing(deciding), options).Soon());
        Assert.Equal("item 1", error.RemoteMessage);

        async Task<bool> DecideAsync(PMapFailure failure, CancellationToken token)
        {
            if (failure.Index == 0)
            {
                deciding.Open();
                await Task.Delay(Timeout.Infinite, token);
            }

            return false;
        }
    }

    [Fact]
    public async Task RetryDelays_ItemSucceeds_AreDisposedWhileTheMapRuns()
    {
        // The other item ends only after that.
        using var disposed = new Gate();
        using var attempts = new Notes<int>();
        var options = new PMapOptions { BatchSize = 1, RetryDelays = Delays() };
        int[] results = await _head.PMapAsync(
            [0, 1],
            async x =>
            {
                attempts.Add(x);
                if (x == 0 && attempts.All.Count(other => other == 0) == 1)
                {
                    throw new FormatException("again");
                }

                if (x == 1)
                {
                    await disposed.PassAsync();
                }

                return x;
            },
            options).Soon();
        Assert.Equal([0, 1], results);

        IEnumerable<TimeSpan> Delays()
        {
            try
            {
                yield return TimeSpan.Zero;
                yield return TimeSpan.Zero;
            }
            finally
            {
                disposed.Open();
            }
        }
    }

    [Fact]
    public async Task RetryDelays_DisposalThrows_IsTheFailureAndTheSourceIsDisposed()
    {
        var source = new WatchedSource<int>([1]);
        using var attempts = new Notes<int>();
        await Assert.ThrowsAsync<NotSupportedException>(() => _head.PMapAsync(
            source,
            x =>
            {
                attempts.Add(x);
                return attempts.All.Length == 1 ? throw new FormatException("again") : x;
            },
            new PMapOptions { RetryDelays = Delays() }).Soon());
        Assert.Equal(1, source.Disposals);

        static IEnumerable<TimeSpan> Delays()
        {
            try
            {
                yield return TimeSpan.Zero;
                yield return TimeSpan.Zero;
            }
            finally
            {
                Refuse();
            }
        }
    }

    private static void Refuse() => throw new NotSupportedException("cannot be disposed");

    /// <summary>Both items fail, the second one when the failure of the first is being decided on.</summary>
    private static Func<int, Task<int>> Failing(Gate deciding) => async x =>
    {
        if (x == 1)
        {
            await deciding.PassAsync();
        }

        throw new FormatException($"item {x}");
    };

    private static FormatException Failure(Notes<int> attempts, int item)
    {
        attempts.Add(item);
        return new FormatException($"attempt {attempts.All.Length}");
    }
}
