using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A call whose function calls another process.</summary>
internal sealed class NestedRow : Row
{
    public override string Name => "nested";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int[] workers = await bench.WorkersAsync(2);
        Func<Task<int>> nested = CallOf(workers[1]);
        Func<int> direct = Addition.Of(1);
        (Measured calls, Measured direct1) = await Repetitions.RunAsync(
            bench,
            () => Clock.LatencyAsync(bench.Slice, () => bench.Cluster.RemoteCallFetchAsync(workers[0], nested)),
            () => Clock.LatencyAsync(bench.Slice, () => bench.Cluster.RemoteCallFetchAsync(workers[0], direct)));
        yield return Figure.Of(Name, "call that calls a second worker, p50", "us", calls).Beside("call, p50", direct1);
    }

    private static Func<Task<int>> CallOf(int worker)
    {
        Func<int> function = Addition.Of(1);
        return () => Cluster.Current.RemoteCallFetchAsync(worker, function);
    }
}
