using System.Collections.Concurrent;

namespace Orleans.Distributed.Pools;

/// <summary>The default pool, wherever it lives: each use asks the head which it is, since it may be replaced.</summary>
internal sealed class DefaultPoolPort(DistributedCluster cluster, DefaultPool pool) : PoolPort
{
    /// <summary>Where the workers that this process has taken belong.</summary>
    private readonly ConcurrentDictionary<int, ConcurrentStack<WorkerPool>> _taken = new();

    /// <summary>The pool that is the default now.</summary>
    public ValueTask<WorkerPool> FindAsync(CancellationToken cancellationToken) => FindAsync(default, cancellationToken);

    public override ValueTask<int[]> GetWorkersAsync(CancellationToken cancellationToken) =>
        UseAsync<int[]>(static async (pool, token) => [.. await pool.GetWorkersAsync(token).ConfigureAwait(false)], cancellationToken);

    public override ValueTask<int> CountAsync(CancellationToken cancellationToken) =>
        UseAsync(static (pool, token) => pool.CountAsync(token), cancellationToken);

    public override ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        UseAsync(static (pool, token) => pool.IsReadyAsync(token), cancellationToken);

    public override async ValueTask AddAsync(int pid, CancellationToken cancellationToken) =>
        await UseAsync(
            async (pool, token) =>
            {
                await pool.AddAsync(pid, token).ConfigureAwait(false);
                return pool;
            },
            cancellationToken).ConfigureAwait(false);

    public override async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await UseAsync(
            static async (pool, token) =>
            {
                await pool.WaitAsync(token).ConfigureAwait(false);
                return pool;
            },
            cancellationToken).ConfigureAwait(false);

    public override ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken) =>
        UseAsync(static (pool, token) => pool.LeaseAsync(token), cancellationToken);

    public override async ValueTask<int> TakeAsync(CancellationToken cancellationToken)
    {
        (WorkerPool from, int pid) = await UseAsync(
            static async (pool, token) => (pool, await pool.TakeAsync(token).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        _taken.GetOrAdd(pid, static _ => new()).Push(from);
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

    /// <summary>Uses the pool that is the default. When its owner is found dead, the head is told, and the one that it falls back to is used.</summary>
    private async ValueTask<TResult> UseAsync<TResult>(
        Func<WorkerPool, CancellationToken, ValueTask<TResult>> use, CancellationToken cancellationToken)
    {
        Rrid dead = default;
        while (true)
        {
            WorkerPool now = await FindAsync(dead, cancellationToken).ConfigureAwait(false);
            try
            {
                return await use(now, cancellationToken).ConfigureAwait(false);
            }
            catch (ProcessExitedException e) when (e.Pid == now.Where && now.Where != 1)
            {
                dead = now.Id;
            }
        }
    }

    private ValueTask<WorkerPool> FindAsync(Rrid dead, CancellationToken cancellationToken) => cluster.MyId == 1
        ? new(pool.CurrentAfter(dead))
        : new(cluster.Calls.InvokeAsync(1, new DefaultPoolQuery(dead), cancellationToken));

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
