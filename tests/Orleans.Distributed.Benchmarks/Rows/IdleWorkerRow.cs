using System.Globalization;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>What a worker takes that does nothing.</summary>
internal sealed class IdleWorkerRow : Row
{
    private const string OwnMemory = "Pss:";

    public override string Name => "idle";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        IReadOnlyList<int> pids = await bench.Cluster.AddProcsAsync(1);
        (long heap, long memory, int threads) = await bench.Cluster.RemoteCallFetchAsync(pids[0], Look);
        await bench.Cluster.RmProcsAsync(pids);
        yield return new Figure("idle.memory", "idle worker, memory that is its own", memory / 1024.0 / 1024, "MiB");
        yield return new Figure("idle.heap", "idle worker, managed heap", heap / 1024.0 / 1024, "MiB");
        yield return new Figure("idle.threads", "idle worker, threads", threads, "");
    }

    private static (long Heap, long Memory, int Threads) Look()
    {
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return (heap, ProportionalMemory() ?? self.WorkingSet64, self.Threads.Count);
    }

    // What is shared with other processes counts for each of them only in part, where the system tells so.
    private static long? ProportionalMemory()
    {
        const string File = "/proc/self/smaps_rollup";
        if (!OperatingSystem.IsLinux() || !System.IO.File.Exists(File))
        {
            return null;
        }

        string line = System.IO.File.ReadLines(File).First(line => line.StartsWith(OwnMemory, StringComparison.Ordinal));
        return long.Parse(line[OwnMemory.Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;
    }
}
