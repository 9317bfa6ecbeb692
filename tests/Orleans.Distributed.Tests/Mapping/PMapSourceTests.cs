using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>Where the items come from.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class PMapSourceTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task PMapAsync_AsyncSource_ResultsInTheOrderOfTheItems() =>
        Assert.Equal(Enumerable.Range(0, 500).Select(x => x + 1), await _head.PMapAsync(Count(500), x => x + 1).Soon());

    [Fact]
    public async Task PMapAsync_AsyncSourcesZipped_Elementwise()
    {
        Assert.Equal(new[] { 0, 2, 4 }, await _head.PMapAsync(Count(3), Count(9), (a, b) => a + b).Soon());
        Assert.Equal(new[] { 0, 3, 6 }, await _head.PMapAsync(Count(9), Count(3), Count(9), (a, b, c) => a + b + c).Soon());
        Assert.Equal(new[] { 0, 4, 8 }, await _head.PMapAsync(Count(9), Count(3), Count(9), Count(4), (a, b, c, d) => a + b + c + d).Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task PMapAsync_FixedBatches_OneBatchAhead(int batchSize)
    {
        using var gate = new Gate();
        var source = new WatchedSource<int>(Enumerable.Range(0, 100));
        Task<int[]> mapping = _head.PMapAsync(source, gate.PassAsync<int>, new PMapOptions { BatchSize = batchSize });
        await gate.ArrivedAsync(2);
        Assert.InRange(source.Pulled, 2 * batchSize, 3 * batchSize);
        gate.Open();
        Assert.Equal(Enumerable.Range(0, 100), await mapping.Soon());
        Assert.Equal(1, source.Disposals);
    }

    [Fact]
    public async Task PMapAsync_SourceThrows_DisposedAndWhatRunsIsCancelled()
    {
        using var running = new Gate();
        var source = new WatchedSource<int>(BrokenAfter(running));
        await Assert.ThrowsAsync<FormatException>(() => _head.PMapAsync(source, Arriving(running, waits: true), new PMapOptions { BatchSize = 1 }).Soon());
        Assert.Equal(1, source.Disposals);

        static IEnumerable<int> BrokenAfter(Gate running)
        {
            yield return 1;
            running.ArrivedAsync().Wait();
            throw new FormatException("bad source");
        }
    }

    [Fact]
    public async Task PMapAsync_GetEnumeratorThrows_ThatIsTheFailure() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => _head.PMapAsync(new WatchedSource<int>(null!), x => x).Soon());

    [Fact]
    public async Task PMapAsync_ItemFails_SourceIsDisposed()
    {
        var source = new WatchedSource<int>(Enumerable.Range(0, 100));
        await Assert.ThrowsAsync<RemoteException>(() => _head.PMapAsync(source, int (x) => throw new FormatException("bad item")).Soon());
        Assert.Equal(1, source.Disposals);
    }

    [Fact]
    public async Task PMapAsync_ListChangedMeanwhile_SaysSo()
    {
        using var gate = new Gate();
        List<int> items = [.. Enumerable.Range(0, 100)];
        Task<int[]> mapping = _head.PMapAsync(items, gate.PassAsync<int>);
        await gate.ArrivedAsync(2);
        items.Add(100);
        gate.Open();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => mapping.Soon());
        Assert.Contains("modified", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PMapAsync_SourceBlocks_NeitherCallerNorResultsNorCancellationWait()
    {
        using var done = new Gate();
        using var release = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        var source = new WatchedSource<int>(Items());
        Task<int[]> mapping = _head.PMapAsync(source, Arriving(done), null, giveUp.Token);
        await done.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mapping.Soon());
        release.Set();
        await WaitExtensions.HoldsSoon(() => source.Disposals == 1);

        IEnumerable<int> Items()
        {
            yield return 1;
            release.Wait();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PMapAsync_QueryOfKnownLengthBlocks_NeitherCallerNorResultsNorCancellationWait(bool isZipped)
    {
        using var done = new Gate();
        using var giveUp = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        IEnumerable<int> query = Enumerable.Range(0, 100).Select(x =>
        {
            if (x > 0)
            {
                release.Wait();
            }

            return x;
        });
        Assert.True(query.TryGetNonEnumeratedCount(out int length) && length == 100);
        try
        {
            Task<int[]> mapping = await Task.Run(() => Task.FromResult(isZipped
                ? _head.PMapAsync(new int[100], query, ArrivingWith(done), null, giveUp.Token)
                : _head.PMapAsync(query, Arriving(done), null, giveUp.Token))).Soon();
            await done.ArrivedAsync();
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mapping.Soon());
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task PMapAsync_QueryOfKnownLengthPauses_WhatIsThereIsDoneAndTheTotalIsTold()
    {
        // The next item comes only when the one before is done.
        using var done = new Notes<int>();
        var last = new TaskCompletionSource<long?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new PMapOptions { Progress = new Told(progress => _ = progress.Done == 20 && last.TrySetResult(progress.Total)) };
        int[] results = await _head.PMapAsync(
            Enumerable.Range(0, 20).Select(x =>
            {
                done.CountedAsync(x).Wait();
                return x;
            }),
            Noting(done),
            options).Soon();
        Assert.Equal(Enumerable.Range(0, 20), results);
        Assert.Equal(20, await last.Task.Soon());
    }

    [Fact]
    public async Task PMapAsync_SlowAsyncSource_WhatIsThereIsDone()
    {
        // The next item comes only when the one before is done.
        using var done = new Notes<int>();
        int[] results = await _head.PMapAsync(Items(), x =>
        {
            done.Add(x);
            return x;
        }).Soon();
        Assert.Equal(Enumerable.Range(0, 20), results);

        async IAsyncEnumerable<int> Items()
        {
            for (int i = 0; i < 20; i++)
            {
                yield return i;
                await done.CountedAsync(i + 1);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PMap_SourcePausesWithinABatch_WhatIsThereIsDone(bool isStream)
    {
        // The next item comes only when the one before is done, and batches would be larger than one.
        using var done = new Notes<int>();
        int[] results = isStream
            ? await _head.PMapStream(Items(), x => Noted(done, x)).ToArrayAsync().AsTask().Soon()
            : await _head.PMapAsync(Items(), x => Noted(done, x)).Soon();
        Assert.Equal(Enumerable.Range(0, 20), results);

        IEnumerable<int> Items()
        {
            for (int i = 0; i < 20; i++)
            {
                yield return i;
                done.CountedAsync(i + 1).Wait();
            }
        }
    }

    [Fact]
    public async Task PMapAsync_SourceThrowsWithinABatch_ThatIsTheFailureAndTheSourceIsDisposed()
    {
        var source = new WatchedSource<int>(Enumerable.Range(0, 1000).Select(x => x < 999 ? x : throw new FormatException("bad source")));
        await Assert.ThrowsAsync<FormatException>(() => _head.PMapAsync(source, x => x).Soon());
        Assert.Equal(999, source.Pulled);
        Assert.Equal(1, source.Disposals);
    }

    [Fact]
    public async Task PMapAsync_AsyncSource_HeedsTheEndAndIsDisposed()
    {
        using var giveUp = new CancellationTokenSource();
        using var done = new Gate();
        var ended = new TaskCompletionSource();
        Task<int[]> mapping = _head.PMapAsync(Items(), Arriving(done), null, giveUp.Token);
        await done.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mapping.Soon());
        Assert.True(ended.Task.IsCompleted);

        async IAsyncEnumerable<int> Items([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return 1;
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    [Fact]
    public async Task PMapAsync_AsyncSourceDoesNotHeedTheEnd_MapEndsAllTheSame()
    {
        using var giveUp = new CancellationTokenSource();
        var items = Channel.CreateUnbounded<int>();
        items.Writer.TryWrite(1);
        using var done = new Gate();
        var ended = new TaskCompletionSource();
        Task<int[]> mapping = _head.PMapAsync(Items(), Arriving(done), null, giveUp.Token);
        await done.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mapping.Soon());
        Assert.False(ended.Task.IsCompleted);
        items.Writer.Complete();
        await ended.Task.Soon();

        async IAsyncEnumerable<int> Items()
        {
            try
            {
                while (await items.Reader.WaitToReadAsync(CancellationToken.None))
                {
                    yield return await items.Reader.ReadAsync(CancellationToken.None);
                }
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    [Fact]
    public async Task PMapAsync_NullSources_Throw()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.PMapAsync((IAsyncEnumerable<int>)null!, x => x));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.PMapAsync([1], (int[])null!, (a, b) => a + b));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.PMapAsync([1], (int[])null!, [1], (a, b, c) => a + b + c));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.PMapAsync([1], [1], [1], (int[])null!, (a, b, c, d) => a + b + c + d));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ClusterMap.PMapAsync(null!, [1], x => x));
    }

    /// <summary>A function that captures nothing but the gate.</summary>
    private static Func<int, CancellationToken, Task<int>> Arriving(Gate gate, bool waits = false) => async (x, token) =>
    {
        gate.Arrive();
        if (waits)
        {
            await Task.Delay(Timeout.Infinite, token);
        }

        return x;
    };

    private static Func<int, int, CancellationToken, Task<int>> ArrivingWith(Gate gate) => (_, x, token) => Arriving(gate)(x, token);

    private static Func<int, int> Noting(Notes<int> done) => x => Noted(done, x);

    private static int Noted(Notes<int> done, int x)
    {
        done.Add(x);
        return x;
    }

    private static async IAsyncEnumerable<int> Count(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 100 == 50)
            {
                await Task.Yield();
            }

            yield return i;
        }
    }

    private sealed class Told(Action<PMapProgress> tell) : IProgress<PMapProgress>
    {
        public void Report(PMapProgress value) => tell(value);
    }
}
