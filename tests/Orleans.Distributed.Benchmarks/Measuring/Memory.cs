namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>How much memory the live objects of the processes take.</summary>
internal static class Memory
{
    private const int MostRounds = 30;
    private const long Noise = 16 * 1024;

    /// <summary>At the worker and at the head, in bytes, once what was released is gone.</summary>
    public static async Task<(long Worker, long Head)> OfBothAsync(Bench bench)
    {
        (long Worker, long Head) before = await CollectAsync(bench);
        for (int round = 0; round < MostRounds; round++)
        {
            (long Worker, long Head) now = await CollectAsync(bench);
            if (before.Worker - now.Worker < Noise && before.Head - now.Head < Noise)
            {
                return now;
            }

            before = now;
        }

        return before;
    }

    /// <summary>In this process, in bytes, once what was released is gone.</summary>
    public static long OfThisProcess()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<(long Worker, long Head)> CollectAsync(Bench bench)
    {
        // The head first: its finalizers release what the worker holds for it. The worker hears of that within milliseconds.
        long head = OfThisProcess();
        await Task.Delay(100);
        return (await bench.Cluster.RemoteCallFetchAsync(bench.Worker, OfThisProcess), head);
    }
}
