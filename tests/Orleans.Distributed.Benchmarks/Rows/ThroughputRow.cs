using Orleans.Distributed.Benchmarks.Yardsticks;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>Many calls at a time.</summary>
internal sealed class ThroughputRow(int inFlight) : Row
{
    public override string Name => $"throughput{inFlight}";

    public override async Task<IEnumerable<Figure>> MeasureAsync(Bench bench)
    {
        int times = bench.Times(1_000_000, 50_000);
        Func<int> function = Addition.Of(1);
        double grain = await GrainCall.RateAsync(bench, inFlight, times);
        double calls = await Clock.RateAsync(inFlight, times, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function));
        string goal = inFlight < 1000 ? "200,000/s" : "400,000/s";
        return [new Figure($"calls, {inFlight} in flight", calls, "/s", $"grain calls, {inFlight} in flight", grain, goal)];
    }
}
