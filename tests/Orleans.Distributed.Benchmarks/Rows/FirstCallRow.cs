using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>The first call to a worker that has just started: what it compiles, connects and learns.</summary>
internal sealed class FirstCallRow : Row
{
    public override string Name => "firstcall";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        Func<int> function = Addition.Of(1);
        IReadOnlyList<int> pids = [];
        Measured first = await Repetitions.RunAsync(bench, async () =>
        {
            pids = await bench.Cluster.AddProcsAsync(1);
            Run one = await Clock.OnceAsync(1, () => bench.Cluster.RemoteCallFetchAsync(pids[0], function));
            Run two = await Clock.OnceAsync(1, () => bench.Cluster.RemoteCallFetchAsync(pids[0], function));
            await bench.Cluster.RmProcsAsync(pids);
            return new Run(1, one.Values[0] * 1000, two.Values[0] * 1000);
        });
        yield return Figure.Of("firstcall.first", "first call to a new worker", "ms", first);
        yield return Figure.Of("firstcall.second", "second call to it", "ms", first, 1);
    }
}
