using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;
using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Benchmarks.Growth;

/// <summary>A cluster of many processes, all within this one: what is measured is the membership.</summary>
internal sealed class MembersRow : Row
{
    private const int More = 10;
    private const int Rounds = 3;
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

            List<(double Milliseconds, Usage Usage)> adds = [];
            List<(double Milliseconds, Usage Usage)> removes = [];
            for (int i = 0; i < Rounds; i++)
            {
                IReadOnlyList<int> pids = [];
                adds.Add(await PerWorkerAsync(async () => pids = await cluster.AddProcsAsync(More)));
                removes.Add(await PerWorkerAsync(() => cluster.Head.RmProcsAsync(pids)));
            }

            Run everywhere = await Clock.LatencyAsync(bench.Slice, () => cluster.Head.EverywhereAsync(() => { }));
            var chart = new Series("Members in one program", "workers", "ms to add one of ten");
            yield return Of(adds, $"growthmembers{count}.add", $"{count} workers: to add one of {More} more") with { X = count, Series = chart };
            yield return Of(removes, $"growthmembers{count}.remove", $"{count} workers: to remove one of {More}") with
            {
                X = count,
                Series = chart with { Name = "ms to remove one of ten" },
            };
            yield return new Figure($"growthmembers{count}.everywhere", $"{count} workers: EverywhereAsync, for each, p50", everywhere.Values[0] / count, "us");
        }
    }

    private static async Task<(double Milliseconds, Usage Usage)> PerWorkerAsync(Func<Task> action)
    {
        Usage before = Usage.Now();
        long begun = Stopwatch.GetTimestamp();
        await action();
        return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds / More, (Usage.Now() - before) / More);
    }

    // All processes are this one, so what is used up here is used up by all of them together.
    private static Figure Of(List<(double Milliseconds, Usage Usage)> rounds, string name, string what)
    {
        var time = new Sample(rounds.Select(round => round.Milliseconds));
        return new Figure(name, what, time.Median, "ms")
        {
            Spread = time.Spread,
            Head = new Usage(new Sample(rounds.Select(round => round.Usage.Allocated)).Median, new Sample(rounds.Select(round => round.Usage.Processor)).Median),
        };
    }
}
