using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>Calls to several workers at once.</summary>
internal sealed class WorkersRow : Row
{
    private const int InFlight = 1000;
    private static readonly int[] Counts = [1, 2, 4, 8, 16];

    public override string Name => "workers";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        Func<int> function = Addition.Of(1);
        foreach (int count in Counts.Where(count => !bench.IsQuick || count <= 8))
        {
            int[] workers = await bench.WorkersAsync(count);
            int next = 0;
            Measured calls = await Repetitions.RunAsync(bench, () => Clock.RateAsync(
                bench.Slice, InFlight, () => bench.Cluster.RemoteCallFetchAsync(workers[(uint)Interlocked.Increment(ref next) % workers.Length], function)));
            yield return Figure.Of($"workers{count}", $"calls to {count} workers, {InFlight} in flight", "/s", calls) with
            {
                X = count,
                Series = new Series("Calls to several workers", "workers", "calls a second"),
            };
        }
    }
}
