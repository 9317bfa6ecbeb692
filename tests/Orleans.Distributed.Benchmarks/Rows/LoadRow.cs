using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>How long calls take while others are made at a steady rate.</summary>
internal sealed class LoadRow : Row
{
    private const int MostInFlight = 1000;
    private static readonly int[] Percents = [25, 50, 75, 90];

    public override string Name => "load";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        Func<int> function = Addition.Of(1);
        Task CallAsync() => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function);
        Measured most = await Repetitions.RunAsync(bench, () => Clock.RateAsync(bench.Slice, MostInFlight, CallAsync));
        foreach (int percent in Percents)
        {
            double rate = most.Values[0].Median * percent / 100;
            Measured calls = await Repetitions.RunAsync(bench, () => SteadyLoad.RunAsync(bench.Slice, rate, CallAsync));
            yield return Of(calls, 0, 50, percent, rate);
            yield return Of(calls, 1, 99, percent, rate);
        }
    }

    private static Figure Of(Measured calls, int value, int percentile, int percent, double rate) =>
        Figure.Of($"load{percent}.p{percentile}", $"call at {percent}% of the greatest rate ({rate:N0}/s), p{percentile}", "us", calls, value) with
        {
            X = percent,
            Series = new Series("Latency under load", "percent of the greatest rate", $"p{percentile}"),
        };
}
