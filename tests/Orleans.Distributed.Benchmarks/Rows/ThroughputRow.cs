using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>Many calls at a time.</summary>
internal sealed class ThroughputRow(int inFlight, double goal) : Row
{
    public override string Name => $"throughput{inFlight}";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        Func<int> function = Addition.Of(1);
        (Measured calls, Measured grain) = await Repetitions.RunAsync(
            bench,
            () => Clock.RateAsync(bench.Slice, inFlight, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function)),
            () => Clock.RateAsync(bench.Slice, inFlight, () => bench.Grain.AddAsync(1)));
        yield return Figure.Of(Name, $"calls, {inFlight} in flight", "/s", calls).Beside($"grain calls, {inFlight} in flight", grain) with { Goal = Goal.AtLeast(goal) };
    }
}
