using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Pools;

/// <summary>Takes dead workers out of a pool for as long as somebody uses the pool, without keeping it alive.</summary>
internal static class PoolPruning
{
    public static void Attach(ProcessTable processes, WorkerPool pool)
    {
        var weak = new WeakReference<WorkerPool>(pool);
        processes.Exited += OnExited;

        void OnExited(int pid, ProcessExit exit)
        {
            if (weak.TryGetTarget(out WorkerPool? target))
            {
                target.Remove(pid);
            }
            else
            {
                processes.Exited -= OnExited;
            }
        }
    }
}
