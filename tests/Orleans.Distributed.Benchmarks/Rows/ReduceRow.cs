using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A sum over a range, on several workers.</summary>
internal sealed class ReduceRow : Row
{
    public override string Name => "reduce";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int parallel = Math.Min(4, Environment.ProcessorCount);
        int[] workers = await bench.WorkersAsync(parallel);
        var options = new LoopOptions { Pool = new WorkerPool(bench.Cluster, workers) };
        int count = bench.Times(200_000_000, 20_000_000);
        (Measured reduce, Measured loop) = await Repetitions.RunAsync(
            bench,
            () => InMillisecondsAsync(() => bench.Cluster.DistributedReduceAsync(0..count, i => Term(i), (a, b) => a + b, options)),
            () => InMillisecondsAsync(() =>
            {
                double sum = 0;
                for (int i = 0; i < count; i++)
                {
                    sum += Term(i);
                }

                return Task.FromResult(sum);
            }));
        yield return Figure.Of(Name, $"DistributedReduceAsync over {count:N0} on {parallel} workers", "ms", reduce).Beside("plain loop", loop);
    }

    private static double Term(int i) => 1.0 / ((2.0 * i) + 1);

    private static async Task<Run> InMillisecondsAsync(Func<Task> all)
    {
        Run run = await Clock.OnceAsync(1, all);
        return new Run(1, run.Values[0] * 1000);
    }
}
