using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;
using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Benchmarks.Growth;

/// <summary>A cluster of many processes, all within this one: what is measured is the membership.</summary>
internal sealed class MembersRow : Row
{
    private const int More = 10;
    private static readonly int[] Counts = [10, 50, 100, 200];

    public override string Name => "growthmembers";

    public override bool IsLong => true;

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        foreach (int count in Counts.Where(count => !bench.IsQuick || count <= 50))
        {
            while (cluster.Head.NWorkers < count)
            {
                await cluster.AddProcsAsync(Math.Min(More, count - cluster.Head.NWorkers));
            }

            long begun = Stopwatch.GetTimestamp();
            IReadOnlyList<int> pids = await cluster.AddProcsAsync(More);
            double add = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / More;
            begun = Stopwatch.GetTimestamp();
            await cluster.Head.RmProcsAsync(pids);
            double remove = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / More;
            Run everywhere = await Clock.LatencyAsync(bench.Slice, () => cluster.Head.EverywhereAsync(() => { }));
            var chart = new Series("Members in one program", "workers", "ms to add one of ten");
            yield return new Figure($"growthmembers{count}.add", $"{count} workers: to add one of {More} more", add, "ms") { X = count, Series = chart };
            yield return new Figure($"growthmembers{count}.remove", $"{count} workers: to remove one of {More}", remove, "ms") { X = count, Series = chart with { Name = "ms to remove one of ten" } };
            yield return new Figure($"growthmembers{count}.everywhere", $"{count} workers: EverywhereAsync, for each, p50", everywhere.Values[0] / count, "us");
        }
    }
}
