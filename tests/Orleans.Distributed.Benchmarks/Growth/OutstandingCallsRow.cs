using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Growth;

/// <summary>Calls that are all under way at the same time.</summary>
internal sealed class OutstandingCallsRow : Row
{
    private static readonly int[] Counts = [1_000, 10_000, 100_000, 1_000_000];

    public override string Name => "growthcalls";

    public override bool IsLong => true;

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        await RunAsync(bench, Counts[0]);
        foreach (int count in Counts.Where(count => !bench.IsQuick || count <= 100_000))
        {
            (double start, double end, double headBytes, double workerBytes) = await RunAsync(bench, count);
            var series = new Series("Outstanding calls", "calls under way", "us a call to begin and end");
            yield return new Figure($"growthcalls{count}.time", $"{count:N0} calls under way: to begin and end one", start + end, "us") { X = count, Series = series };
            yield return new Figure($"growthcalls{count}.head", $"{count:N0} calls under way: at the head", headBytes, "bytes each");
            yield return new Figure($"growthcalls{count}.worker", $"{count:N0} calls under way: at the worker", workerBytes, "bytes each");
        }
    }

    private static async Task<(double Start, double End, double HeadBytes, double WorkerBytes)> RunAsync(Bench bench, int count)
    {
        (long worker, long head) = await Memory.OfBothAsync(bench);
        var calls = new Task[count];
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            calls[i] = bench.Cluster.RemoteCallWaitAsync(bench.Worker, Gate.PassAsync);
        }

        await bench.Cluster.RemoteCallWaitAsync(bench.Worker, () => { });
        double start = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / count;
        (long workerFull, long headFull) = await Memory.OfBothAsync(bench);
        long ended = Stopwatch.GetTimestamp();
        await bench.Cluster.RemoteCallWaitAsync(bench.Worker, Gate.Open);
        await Task.WhenAll(calls);
        double end = Stopwatch.GetElapsedTime(ended).TotalMicroseconds / count;
        return (start, end, (double)(headFull - head) / count, (double)(workerFull - worker) / count);
    }
}
