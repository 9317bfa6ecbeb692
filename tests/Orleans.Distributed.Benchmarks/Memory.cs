namespace Orleans.Distributed.Benchmarks;

/// <summary>How much memory the live objects of a process take.</summary>
internal static class Memory
{
    /// <summary>At the worker and at the head, in bytes.</summary>
    public static async Task<(long Worker, long Head)> OfBothAsync(Bench bench) =>
        (await bench.Cluster.RemoteCallFetchAsync(bench.Worker, Collect), Collect());

    private static long Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();

            // The owners of what the finalizers released hear of it within a fraction of this.
            Thread.Sleep(200);
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
