using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Yardsticks;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>Four more workers.</summary>
internal sealed class StartRow : Row
{
    private const int Count = 4;

    public override string Name => "start";

    public override async Task<IEnumerable<Figure>> MeasureAsync(Bench bench)
    {
        TimeSpan hello = await Clock.BestAsync(bench.Times(5, 2), () => HelloWorld.RunAsync(Count));
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < bench.Times(5, 2); i++)
        {
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<int> pids = await bench.Cluster.AddProcsAsync(Count);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
            await bench.Cluster.RmProcsAsync(pids);
        }

        return [new Figure($"AddProcsAsync({Count})", best.TotalSeconds, "s", $"dotnet hello world x {Count}", hello.TotalSeconds, "1.2 s")];
    }
}
