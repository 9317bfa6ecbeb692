using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

[Collection(nameof(ThreeProcesses))]
public sealed class PMapStreamTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task PMapStream_AnyBatchSize_OrderOfTheItems(int? batchSize)
    {
        List<int> results = await ReadAsync(_head.PMapStream(Enumerable.Range(0, 300), x => x * x, new PMapOptions { BatchSize = batchSize }));
        Assert.Equal(Enumerable.Range(0, 300).Select(x => x * x), results);
    }

    [Fact]
    public async Task PMapStream_TwoEnumerations_TwoMaps()
    {
        IAsyncEnumerable<int> stream = _head.PMapStream([1, 2, 3], x => x);
        Assert.Equal([1, 2, 3], await ReadAsync(stream));
        Assert.Equal([1, 2, 3], await ReadAsync(stream));
    }

    [Fact]
    public async Task PMapStream_Completion_AsTheyAreDone()
    {
        using var gate = new Gate();
        var options = new PMapOptions { Order = PMapOrder.Completion, BatchSize = 1 };
        var results = new List<int>();
        await foreach (int result in _head.PMapStream([0, 1, 2, 3], async x =>
        {
            if (x == 0)
            {
                await gate.PassAsync();
            }

            return x;
        }, options).WithCancellation(new CancellationTokenSource(Limits.Wait).Token))
        {
            results.Add(result);
            if (results.Count == 3)
            {
                gate.Open();
            }
        }

        Assert.Equal([1, 2, 3, 0], results);
    }

    [Theory]
    [InlineData(PMapOrder.Source)]
    [InlineData(PMapOrder.Completion)]
    public async Task PMapStream_NobodyReads_RunsAheadSoFar(PMapOrder order)
    {
        using var done = new Notes<int>();
        var source = new WatchedSource<int>(Enumerable.Range(0, 1_000));
        var options = new PMapOptions { RunAhead = 10, Order = order };
        await using IAsyncEnumerator<int> results = _head.PMapStream(source, x =>
        {
            done.Add(x);
            return x;
        }, options).GetAsyncEnumerator();
        Assert.True(await results.MoveNextAsync().AsTask().Soon());
        await done.CountedAsync(11);
        Assert.InRange(source.Pulled, 11, 11);
        Assert.True(await results.MoveNextAsync().AsTask().Soon());
        await done.CountedAsync(12);
        Assert.InRange(source.Pulled, 12, 12);
    }

    [Fact]
    public async Task PMapStream_LeftEarly_WhatRunsIsCancelledAndWaitedFor()
    {
        using var running = new Gate();
        using var ended = new Gate();
        var source = new WatchedSource<int>(Enumerable.Range(0, 100));
        await foreach (int result in _head.PMapStream(source, async (x, token) =>
        {
            if (x == 0)
            {
                await running.ArrivedAsync();
                return x;
            }

            running.Arrive();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                await Task.Yield();
                ended.Arrive();
            }

            return x;
        }))
        {
            Assert.Equal(0, result);
            break;
        }

        Assert.InRange(ended.Arrivals, 1, 2);
        Assert.Equal(running.Arrivals, ended.Arrivals);
        Assert.Equal(1, source.Disposals);
    }

    [Fact]
    public async Task PMapStream_ItemFails_ResultsBeforeItAndThenTheFailure()
    {
        var results = new List<int>();
        var options = new PMapOptions { BatchSize = 2 };
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(async () =>
        {
            await foreach (int result in _head.PMapStream([0, 1, 2, 3], x => x == 1 ? throw new FormatException("item 1") : x, options))
            {
                results.Add(result);
            }
        }).Soon();
        Assert.Equal("item 1", error.RemoteMessage);
        Assert.Equal([0], results);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PMapStream_Cancelled_Throws(bool isTokenOfTheLoop)
    {
        using var giveUp = new CancellationTokenSource();
        using var running = new Gate();
        IAsyncEnumerable<int> stream = _head.PMapStream([0, 1], Wait, null, isTokenOfTheLoop ? default : giveUp.Token);
        await using IAsyncEnumerator<int> results = stream.GetAsyncEnumerator(isTokenOfTheLoop ? giveUp.Token : default);
        Task<bool> moving = results.MoveNextAsync().AsTask();
        await running.ArrivedAsync(2);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving.Soon());

        async Task<int> Wait(int x, CancellationToken token)
        {
            running.Arrive();
            await Task.Delay(Timeout.Infinite, token);
            return x;
        }
    }

    [Fact]
    public async Task PMapStream_AllShapesAndSources_Mapped()
    {
        Assert.Equal([3], await ReadAsync(_head.PMapStream([1], [2], (a, b) => a + b)));
        Assert.Equal([6], await ReadAsync(_head.PMapStream([1], [2], [3], (a, b, c) => Task.FromResult(a + b + c))));
        Assert.Equal([10], await ReadAsync(_head.PMapStream([1], [2], [3], [4], (a, b, c, d, _) => a + b + c + d)));
        Assert.Equal([3], await ReadAsync(_head.PMapStream([1], [2], (a, b, _) => Task.FromResult(a + b))));
        Assert.Equal([2], await ReadAsync(_head.PMapStream(_head.PMapStream([1], x => x), x => x + 1)));
    }

    [Fact]
    public void PMapStream_BadArguments_ThrowAtTheCall()
    {
        Assert.Throws<ArgumentNullException>(() => _head.PMapStream((int[])null!, x => x));
        Assert.Throws<ArgumentNullException>(() => _head.PMapStream([1], (Func<int, int>)null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => _head.PMapStream([1], x => x, new PMapOptions { BatchSize = 0 }));
    }

    private static async Task<List<int>> ReadAsync(IAsyncEnumerable<int> stream)
    {
        using var limit = new CancellationTokenSource(Limits.Wait);
        var results = new List<int>();
        await foreach (int result in stream.WithCancellation(limit.Token))
        {
            results.Add(result);
        }

        return results;
    }
}
