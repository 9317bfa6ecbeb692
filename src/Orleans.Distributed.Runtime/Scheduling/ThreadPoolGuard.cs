namespace Orleans.Distributed.Scheduling;

/// <summary>
/// Keeps user code that blocks the threads of the pool from silencing the process. The pool adds a thread or two a second when
/// all of its threads are blocked; meanwhile the engine, which runs on the pool as well, would answer nobody.
/// </summary>
/// <remarks>
/// It acts when work is waiting and not one item was completed for a while, and never on a pool that is merely busy. What it adds is
/// given back by the pool itself once it is idle.
/// </remarks>
internal static class ThreadPoolGuard
{
    private const int FirstGrowth = 16;
    private const int MaxThreads = 8192;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static int _running;

    /// <summary>Starts the guard of this operating system process, once.</summary>
    public static void EnsureRunning()
    {
        if (Interlocked.Exchange(ref _running, 1) == 0)
        {
            // A thread of its own, since the pool cannot watch itself.
            new Thread(Watch) { IsBackground = true, Name = "thread pool guard", Priority = ThreadPriority.AboveNormal }.UnsafeStart();
        }
    }

    private static void Watch()
    {
        ThreadPool.GetMinThreads(out int usual, out int completionPorts);
        int growth = FirstGrowth;
        int minimum = usual;
        long completedBefore = -1;
        while (true)
        {
            Thread.Sleep(Interval);
            long completed = ThreadPool.CompletedWorkItemCount;
            bool isStarved = completed == completedBefore && ThreadPool.PendingWorkItemCount > 0;
            completedBefore = completed;
            if (isStarved)
            {
                minimum = Math.Min(Math.Max(minimum, ThreadPool.ThreadCount) + growth, MaxThreads);
                growth = Math.Min(growth * 2, MaxThreads);
                ThreadPool.SetMinThreads(minimum, completionPorts);
            }
            else if (minimum != usual && ThreadPool.ThreadCount <= usual)
            {
                minimum = usual;
                growth = FirstGrowth;
                ThreadPool.SetMinThreads(usual, completionPorts);
            }
        }
    }
}
