using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A function on all of several processes.</summary>
internal sealed class EverywhereRow : Row
{
    private static readonly int[] Counts = [1, 2, 4, 8, 16];

    public override string Name => "everywhere";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        foreach (int count in Counts.Where(count => !bench.IsQuick || count <= 8))
        {
            int[] workers = await bench.WorkersAsync(count);
            Measured runs = await Repetitions.RunAsync(bench, () => Clock.LatencyAsync(bench.Slice, () => bench.Cluster.EverywhereAsync(workers, () => { })));
            yield return Figure.Of($"everywhere{count}", $"EverywhereAsync on {count} workers, p50", "us", runs) with
            {
                X = count,
                Series = new Series("EverywhereAsync", "workers", "p50"),
            };
        }
    }
}
