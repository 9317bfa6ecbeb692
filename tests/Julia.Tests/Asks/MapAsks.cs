using System.Collections.Concurrent;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>What a parallel map should be able to do: julia#26659, #32285, #44465, Distributed#62, ProgressMeter#108 and others.</summary>
[Collection(nameof(FourWorkers))]
public sealed class MapAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Ask", "11")]
    public async Task ProgressMeter108_Map_TellsOfItsProgress()
    {
        var told = new ConcurrentQueue<PMapProgress>();

        int[] results = await Head.PMapAsync(
            Enumerable.Range(0, 50), n => n, new PMapOptions { BatchSize = 5, Progress = new Listener(told.Enqueue) }).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, 50), results);
        PMapProgress last = told.Last();
        Assert.Equal((50, 0), (last.Done, last.Failed));
        Assert.Equal(told.Select(p => p.Done).Order(), told.Select(p => p.Done));
    }

    /// <summary>Stopped early: nothing more is started, and what runs is told.</summary>
    [Fact]
    [Trait("Ask", "11")]
    public async Task Julia26659_MapGivenUp_StartsNothingMore()
    {
        using var giveUp = new CancellationTokenSource();
        int pulled = 0;
        IEnumerable<int> Source()
        {
            while (true)
            {
                if (++pulled == 20)
                {
                    giveUp.Cancel();
                }

                yield return pulled;
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Head.PMapAsync(Source(), n => n, new PMapOptions { BatchSize = 1 }, giveUp.Token).InTimeAsync());

        // What the workers had, and one more.
        Assert.InRange(pulled, 20, 20 + cluster.Workers.Count + 1);
    }

    /// <summary>A handler means the same with batches and without, and its values take the places of those that failed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [Trait("Ask", "11")]
    public async Task Julia32285_HandlerWithBatches_MeansTheSame(int batchSize)
    {
        int[] results = await Head.PMapAsync(
            Enumerable.Range(0, 30),
            n => n % 3 == 0 ? throw new InvalidOperationException($"item {n}") : n,
            new PMapOptions<int> { BatchSize = batchSize, OnError = failure => failure.Original.Message == $"item {failure.Index}" ? -1 : -2 }).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, 30).Select(n => n % 3 == 0 ? -1 : n), results);
    }

    /// <summary>The death of a worker is a failure like any other for the handler.</summary>
    [Fact]
    [Trait("Ask", "11")]
    public async Task Julia44465_WorkerDies_TheHandlerIsAsked()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(2).InTimeAsync();
        int victim = pids[0];

        int[] results = await head.PMapAsync(
            Enumerable.Range(0, 10),
            n =>
            {
                if (Cluster.Current.MyId == victim)
                {
                    Environment.FailFast("as the test asks");
                }

                return n;
            },
            new PMapOptions<int> { BatchSize = 1, OnError = failure => failure.Error is ProcessExitedException ? -1 : -2 }).InTimeAsync();

        Assert.Single(results, -1);
        Assert.DoesNotContain(-2, results);
        Assert.Equal(9, results.Where((result, i) => result == i).Count());
    }

    /// <summary>A map inside of a map on the same workers.</summary>
    [Fact]
    [Trait("Ask", "11")]
    public async Task Distributed62_NestedMap_Ends()
    {
        var pool = new WorkerPool(Head, cluster.Workers.Take(1));

        int[][] results = await Head.PMapAsync(
            Enumerable.Range(0, 3),
            n => Cluster.Current.PMapAsync(Enumerable.Range(0, 3), m => (n * 10) + m, new PMapOptions { Pool = pool }),
            new PMapOptions { Pool = pool }).InTimeAsync();

        Assert.Equal([0, 1, 2, 10, 11, 12, 20, 21, 22], results.SelectMany(r => r));
    }

    /// <summary>Told at once, on whichever thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Listener(Action<PMapProgress> told) : IProgress<PMapProgress>
    {
        public void Report(PMapProgress value) => told(value);
    }
}
