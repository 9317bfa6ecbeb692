using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>What a future costs while somebody holds it.</summary>
internal sealed class FutureSizeRow : Row
{
    private const double MostBytes = 400;

    public override string Name => "futuresize";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int count = bench.Times(1_000_000, 100_000);
        var futures = new Future<int>[count];
        (long ownerBefore, long headBefore) = await Memory.OfBothAsync(bench);
        for (int i = 0; i < count; i++)
        {
            futures[i] = bench.Cluster.RemoteCall(bench.Worker, n => n, i);
        }

        // All that were started before it have ended when the last one is there, but for a few that are on their way.
        foreach (Future<int> future in futures.Where((_, i) => i % 1000 == 0).Append(futures[^1]))
        {
            await future.WaitAsync();
        }

        (long ownerAfter, long headAfter) = await Memory.OfBothAsync(bench);
        GC.KeepAlive(futures);
        yield return new Figure("futuresize.owner", $"future, {count:N0} outstanding, at the owner", (double)(ownerAfter - ownerBefore) / count, "bytes") { Goal = Goal.Under(MostBytes) };
        yield return new Figure("futuresize.holder", $"future, {count:N0} outstanding, at the holder", (double)(headAfter - headBefore) / count, "bytes");
    }
}
