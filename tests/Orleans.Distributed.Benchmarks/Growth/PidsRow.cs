using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;
using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Benchmarks.Growth;

/// <summary>What the pids of workers that are long gone still cost. The workers live in this process: what is measured is the membership.</summary>
internal sealed class PidsRow : Row
{
    private const int AtATime = 20;
    private static readonly int[] Counts = [100, 1_000, 10_000];

    public override string Name => "growthpids";

    public override bool IsLong => true;

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(2);
        long before = Memory.OfThisProcess();
        int used = 0;
        foreach (int count in Counts.Where(count => !bench.IsQuick || count <= 100))
        {
            double last = 0;
            while (used < count)
            {
                long begun = Stopwatch.GetTimestamp();
                IReadOnlyList<int> pids = await cluster.AddProcsAsync(AtATime);
                await cluster.Head.RmProcsAsync(pids);
                last = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / AtATime;
                used += AtATime;
            }

            Run call = await Clock.LatencyAsync(bench.Slice, () => cluster.Head.RemoteCallFetchAsync(2, () => 1));
            var series = new Series("Pids ever used", "pids", "ms to add and remove a worker");
            yield return new Figure($"growthpids{count}.change", $"{count:N0} pids ever used: to add and remove a worker", last, "ms") { X = count, Series = series };
            yield return new Figure($"growthpids{count}.call", $"{count:N0} pids ever used: a call, p50", call.Values[0], "us");
            yield return new Figure($"growthpids{count}.bytes", $"{count:N0} pids ever used: memory", (double)(Memory.OfThisProcess() - before) / count, "bytes each");
        }
    }
}
