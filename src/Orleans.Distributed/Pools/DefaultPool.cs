namespace Orleans.Distributed.Pools;

/// <summary>The cluster's default pool. There is one for the whole cluster, and its head knows which.</summary>
internal sealed class DefaultPool
{
    private readonly DistributedCluster _cluster;
    private readonly Lazy<WorkerPool> _ofAll;
    private volatile WorkerPool? _set;

    public DefaultPool(DistributedCluster cluster)
    {
        _cluster = cluster;
        _ofAll = new Lazy<WorkerPool>(NewPoolOfAll);
        View = new WorkerPool(new DefaultPoolPort(cluster, this));
    }

    /// <summary>The default pool as this process uses it: always the same object, whichever pool it stands for.</summary>
    public WorkerPool View { get; }

    /// <summary>The pool that is the default now. Known at the head.</summary>
    /// <param name="dead">A pool whose owner is dead: if it is the default still, that is the pool of all workers from now on.</param>
    public WorkerPool CurrentAfter(Rrid dead)
    {
        WorkerPool? set = _set;
        if (set is not null && set.Id == dead)
        {
            // Unless somebody has set another one meanwhile.
            Interlocked.CompareExchange(ref _set, null, set);
            set = _set;
        }

        return set ?? _ofAll.Value;
    }

    public void Set(WorkerPool pool) => _set = pool;

    private WorkerPool NewPoolOfAll()
    {
        var pool = new WorkerPool(_cluster, fallback: 1);
        _cluster.ProcessTable.Joined += process => Add(pool, process.Pid);
        foreach (int pid in _cluster.ProcessTable.View.Pids)
        {
            Add(pool, pid);
        }

        return pool;
    }

    private static void Add(WorkerPool pool, int pid)
    {
        if (pid != 1)
        {
            // One that is gone by now is not to be in the pool.
            pool.Own.Add(pid);
        }
    }
}
