using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>What a million calls leave behind.</summary>
internal sealed class CallMemoryRow : Row
{
    // What caches and pools keep, whatever the number of operations.
    private const double FlatKiB = 4096;

    public override string Name => "memorycalls";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int count = bench.Times(1_000_000, 20_000);
        await CallAsync(bench, 10_000);
        (long workerBefore, long headBefore) = await Memory.OfBothAsync(bench);
        await CallAsync(bench, count);
        (long workerAfter, long headAfter) = await Memory.OfBothAsync(bench);
        yield return new Figure("memorycalls.head", $"{count:N0} calls in sequence leave, at the head", (headAfter - headBefore) / 1024.0, "KiB") { Goal = Goal.Under(FlatKiB) };
        yield return new Figure("memorycalls.worker", $"{count:N0} calls in sequence leave, at the worker", (workerAfter - workerBefore) / 1024.0, "KiB") { Goal = Goal.Under(FlatKiB) };
    }

    private static async Task CallAsync(Bench bench, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await bench.Cluster.RemoteCallFetchAsync(bench.Worker, n => n + 1, i);
        }
    }
}
