using System.Collections.Concurrent;

namespace Orleans.Distributed.Pools;

/// <summary>The default pool, wherever it lives: each use asks the head which it is, since it may be replaced.</summary>
internal sealed class DefaultPoolPort(DistributedCluster cluster, DefaultPool pool) : PoolPort
{
    /// <summary>Where the workers that this process has taken belong.</summary>
    private readonly ConcurrentDictionary<int, ConcurrentStack<WorkerPool>> _taken = new();

    /// <summary>The pool that is the default now.</summary>
    public ValueTask<WorkerPool> FindAsync(CancellationToken cancellationToken) => cluster.MyId == 1
        ? new(pool.Current)
        : new(cluster.Calls.InvokeAsync(1, new DefaultPoolQuery(), cancellationToken));

    public override async ValueTask<int[]> GetWorkersAsync(CancellationToken cancellationToken) =>
        [.. await (await FindAsync(cancellationToken).ConfigureAwait(false)).GetWorkersAsync(cancellationToken).ConfigureAwait(false)];

    public override async ValueTask<int> CountAsync(CancellationToken cancellationToken) =>
        await (await FindAsync(cancellationToken).ConfigureAwait(false)).CountAsync(cancellationToken).ConfigureAwait(false);

    public override async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        await (await FindAsync(cancellationToken).ConfigureAwait(false)).IsReadyAsync(cancellationToken).ConfigureAwait(false);

    public override async ValueTask AddAsync(int pid, CancellationToken cancellationToken) =>
        await (await FindAsync(cancellationToken).ConfigureAwait(false)).AddAsync(pid, cancellationToken).ConfigureAwait(false);

    public override async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await (await FindAsync(cancellationToken).ConfigureAwait(false)).WaitAsync(cancellationToken).ConfigureAwait(false);

    public override async ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken) =>
        await (await FindAsync(cancellationToken).ConfigureAwait(false)).LeaseAsync(cancellationToken).ConfigureAwait(false);

    public override async ValueTask<int> TakeAsync(CancellationToken cancellationToken)
    {
        WorkerPool now = await FindAsync(cancellationToken).ConfigureAwait(false);
        int pid = await now.TakeAsync(cancellationToken).ConfigureAwait(false);
        _taken.GetOrAdd(pid, static _ => new()).Push(now);
        return pid;
    }

    public override void Return(int pid)
    {
        if (_taken.TryGetValue(pid, out ConcurrentStack<WorkerPool>? from) && from.TryPop(out WorkerPool? taken))
        {
            taken.Return(pid);
        }
        else
        {
            // Another process has taken it.
            ReturnToCurrent(pid);
        }
    }

    private async void ReturnToCurrent(int pid)
    {
        try
        {
            (await FindAsync(CancellationToken.None).ConfigureAwait(false)).Return(pid);
        }
        catch (Exception)
        {
            // The head is gone, and the default pool with it.
        }
    }
}
