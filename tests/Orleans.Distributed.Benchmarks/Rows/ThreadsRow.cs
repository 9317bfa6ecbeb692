using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>Calls from many threads of the program, each of which waits for its answers.</summary>
internal sealed class ThreadsRow : Row
{
    private static readonly int[] Counts = [1, 2, 4, 8, 16];

    public override string Name => "threads";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        Func<int> function = Addition.Of(1);
        foreach (int count in Counts)
        {
            (Measured calls, Measured grain) = await Repetitions.RunAsync(
                bench,
                () => RateAsync(bench, count, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function)),
                () => RateAsync(bench, count, () => bench.Grain.AddAsync(1)));
            yield return Figure.Of($"threads{count}", $"calls from {count} threads that wait", "/s", calls).Beside("grain calls from as many", grain) with
            {
                X = count,
                Series = new Series("Calls from threads that wait", "threads", "calls a second"),
            };
        }
    }

    private static async Task<Run> RateAsync(Bench bench, int threads, Func<Task> call)
    {
        long begun = Stopwatch.GetTimestamp();
        long[] done = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                long own = 0;
                while (Stopwatch.GetElapsedTime(begun) < bench.Slice)
                {
                    call().GetAwaiter().GetResult();
                    own++;
                }

                return own;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        return new Run(done.Sum(), done.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }
}
