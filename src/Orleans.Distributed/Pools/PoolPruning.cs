using System.Runtime.CompilerServices;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Pools;

/// <summary>
/// Takes dead workers out of the pools of a process for as long as somebody uses them, without keeping them alive: each parallel map
/// makes a pool of its own.
/// </summary>
internal sealed class PoolPruning
{
    private static readonly ConditionalWeakTable<ProcessTable, PoolPruning> All = [];

    private static readonly object Present = new();

    private readonly ConditionalWeakTable<WorkerPool, object> _pools = [];

    private PoolPruning(ProcessTable processes) => processes.Exited += (pid, _) => Remove(pid);

    public static void Attach(ProcessTable processes, WorkerPool pool) =>
        All.GetValue(processes, static p => new PoolPruning(p))._pools.Add(pool, Present);

    private void Remove(int pid)
    {
        foreach ((WorkerPool pool, _) in _pools)
        {
            pool.Remove(pid);
        }
    }
}
