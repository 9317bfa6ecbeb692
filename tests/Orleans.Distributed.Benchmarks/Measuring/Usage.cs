namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>What a process has used up so far, or between two moments.</summary>
/// <param name="Allocated">Bytes on the managed heap.</param>
/// <param name="Processor">Microseconds of processor time, of the user and of the system.</param>
internal readonly record struct Usage(double Allocated, double Processor)
{
    /// <summary>Of the process this runs in.</summary>
    public static Usage Now() => new(GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime.TotalMicroseconds);

    /// <summary>Of a process of the cluster.</summary>
    public static Task<Usage> OfAsync(ICluster cluster, int pid) => cluster.RemoteCallFetchAsync(pid, Now);

    public static Usage operator -(Usage later, Usage earlier) => new(later.Allocated - earlier.Allocated, later.Processor - earlier.Processor);

    public static Usage operator /(Usage usage, double operations) => new(usage.Allocated / operations, usage.Processor / operations);
}
