using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;
using Orleans.Distributed.Benchmarks.Yardsticks;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>So many more workers.</summary>
internal sealed class StartRow(int count) : Row
{
    private const double SecondsForFour = 1.2;

    public override string Name => $"start{count}";

    public override bool IsLong => count != 4;

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        IReadOnlyList<int> pids = [];
        (Measured start, Measured hello) = await Repetitions.RunAsync(
            bench,
            async () =>
            {
                Run run = await Clock.OnceAsync(count, async () => pids = await bench.Cluster.AddProcsAsync(count));
                await bench.Cluster.RmProcsAsync(pids);
                return run;
            },
            () => Clock.OnceAsync(count, () => HelloWorld.RunAsync(count)));
        yield return Figure.Of(Name, $"AddProcsAsync({count})", "s", start).Beside($"dotnet hello world x {count}", hello) with
        {
            Goal = count == 4 ? Goal.Under(SecondsForFour) : null,
            X = count,
            Series = new Series("Start of workers", "workers", "seconds"),
        };
    }
}
