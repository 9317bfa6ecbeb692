using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>How much of the processors a parallel map uses for the items themselves, by how long an item takes.</summary>
internal sealed class EfficiencyRow : Row
{
    private static readonly int[] Microseconds = [1, 10, 100, 1_000, 10_000];

    public override string Name => "efficiency";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int parallel = Math.Min(4, Environment.ProcessorCount);
        int[] workers = await bench.WorkersAsync(parallel);
        var options = new PMapOptions { Pool = new WorkerPool(bench.Cluster, workers) };
        foreach (int duration in Microseconds)
        {
            int count = Math.Max(parallel * 4, (int)(bench.Slice.TotalMicroseconds * parallel / duration));
            int[] items = [.. Enumerable.Range(0, count)];
            Func<int, int> work = WorkOf(duration);
            Measured map = await Repetitions.RunAsync(bench, async () =>
            {
                Run run = await Clock.OnceAsync(count, () => bench.Cluster.PMapAsync(items, work, options));
                double ideal = duration * 1e-6 * count / parallel;
                return new Run(count, ideal / run.Values[0] * 100);
            });
            yield return Figure.Of($"efficiency{duration}", $"PMapAsync, items of {duration:N0} us on {parallel} workers", "% of ideal", map) with
            {
                X = duration,
                Series = new Series("Efficiency of PMapAsync", "microseconds an item", "percent of the ideal"),
            };
        }
    }

    private static Func<int, int> WorkOf(int microseconds) => item => Spin(item, microseconds);

    // Work by the clock: what it takes does not depend on how many others work.
    private static int Spin(int item, int microseconds)
    {
        long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * microseconds / 1_000_000);
        while (Stopwatch.GetTimestamp() < end)
        {
        }

        return item;
    }
}
