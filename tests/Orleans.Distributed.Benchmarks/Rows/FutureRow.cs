using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A call whose value stays at the worker, and is fetched then.</summary>
internal sealed class FutureRow : Row
{
    private const int InFlight = 100;

    public override string Name => "future";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        Func<int> function = Addition.Of(1);
        async Task CallAndFetchAsync()
        {
            await using Future<int> future = bench.Cluster.RemoteCall(bench.Worker, function);
            await future.FetchAsync();
        }

        Task CallAsync() => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function);
        (Measured futures, Measured calls) = await Repetitions.RunAsync(
            bench, () => Clock.LatencyAsync(bench.Slice, CallAndFetchAsync), () => Clock.LatencyAsync(bench.Slice, CallAsync));
        yield return Figure.Of("future.p50", "future: call, fetch, dispose, p50", "us", futures).Beside("RemoteCallFetchAsync, p50", calls);

        (futures, calls) = await Repetitions.RunAsync(
            bench, () => Clock.RateAsync(bench.Slice, InFlight, CallAndFetchAsync), () => Clock.RateAsync(bench.Slice, InFlight, CallAsync));
        yield return Figure.Of("future.rate", $"futures, {InFlight} in flight", "/s", futures).Beside("RemoteCallFetchAsync", calls);
    }
}
