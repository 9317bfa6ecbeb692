using System.Runtime.CompilerServices;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>What a million forgotten futures leave behind.</summary>
internal sealed class FutureMemoryRow : Row
{
    // What caches and pools keep, whatever the number of operations.
    private const double FlatKiB = 4096;

    public override string Name => "memoryfutures";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int count = bench.Times(1_000_000, 20_000);
        await ForgetAsync(bench, 10_000);
        (long workerBefore, long headBefore) = await Memory.OfBothAsync(bench);
        await ForgetAsync(bench, count);
        (long workerAfter, long headAfter) = await Memory.OfBothAsync(bench);
        yield return new Figure("memoryfutures.head", $"{count:N0} dropped futures leave, at the head", (headAfter - headBefore) / 1024.0, "KiB") { Goal = Goal.Under(FlatKiB) };
        yield return new Figure("memoryfutures.worker", $"{count:N0} dropped futures leave, at the worker", (workerAfter - workerBefore) / 1024.0, "KiB") { Goal = Goal.Under(FlatKiB) };
    }

    private static async Task ForgetAsync(Bench bench, int count)
    {
        const int AtATime = 10_000;
        for (int done = 0; done < count; done += AtATime)
        {
            Start(bench, AtATime);

            // A call that is answered only now and then, so that the queue to the worker stays short.
            await bench.Cluster.RemoteCallWaitAsync(bench.Worker, () => { });
        }
    }

    /// <summary>In a method of its own, so that no local variable keeps a handle.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Start(Bench bench, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bench.Cluster.RemoteCall(bench.Worker, n => n, i);
        }
    }
}
