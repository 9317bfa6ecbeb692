using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A parallel map whose function costs nothing.</summary>
internal sealed class MapRow : Row
{
    private const int Count = 1_000_000;

    public override string Name => "pmap";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int[] items = [.. Enumerable.Range(0, Count)];
        int[] results = new int[Count];
        var pool = new WorkerPool(bench.Cluster, [bench.Worker]);
        (Measured map, Measured loop) = await Repetitions.RunAsync(
            bench,
            () => PerItemAsync(() => bench.Cluster.PMapAsync(items, item => item + 1, new PMapOptions<int> { Pool = pool })),
            () => PerItemAsync(() =>
            {
                for (int i = 0; i < items.Length; i++)
                {
                    results[i] = items[i] + 1;
                }

                return Task.CompletedTask;
            }));
        yield return Figure.Of(Name, $"PMapAsync, {Count:N0} trivial items", "us/item", map).Beside("plain loop", loop) with { Goal = Goal.Under(1) };
    }

    private static async Task<Run> PerItemAsync(Func<Task> all)
    {
        Run run = await Clock.OnceAsync(Count, all);
        return new Run(Count, run.Values[0] / Count * 1e6);
    }
}
