using System.Runtime.CompilerServices;
using Orleans.Distributed.Membership;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Pools;

/// <summary>
/// Tells the pools of a process who is gone, and when it ends itself, for as long as somebody uses them, without keeping them alive: each parallel map makes a
/// pool of its own.
/// </summary>
internal sealed class PoolPruning
{
    private static readonly ConditionalWeakTable<ProcessTable, PoolPruning> All = [];

    private static readonly object Present = new();

    private readonly ConditionalWeakTable<PoolEntry, object> _pools = [];

    private PoolPruning(ProcessTable processes, ReferenceTable owned)
    {
        processes.Exited += (pid, _) => ForEach(pool => pool.OnExited(pid));
        owned.Ended += exited => ForEach(pool => pool.OnOwnerExited(exited));
    }

    public static void Attach(ProcessTable processes, ReferenceTable owned, PoolEntry pool) =>
        All.GetValue(processes, p => new PoolPruning(p, owned))._pools.Add(pool, Present);

    private void ForEach(Action<PoolEntry> tell)
    {
        foreach ((PoolEntry pool, _) in _pools)
        {
            tell(pool);
        }
    }
}
