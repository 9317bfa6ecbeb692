using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Pools;

/// <summary>A pool of the own process.</summary>
internal sealed class OwnPoolPort(PoolEntry pool, LocalProcess process, ProcessTable processes) : PoolPort
{
    public PoolEntry Entry => pool;

    public override ValueTask<int[]> GetWorkersAsync(CancellationToken cancellationToken) => new(pool.Workers);

    public override ValueTask<int> CountAsync(CancellationToken cancellationToken) => new(pool.Count);

    public override ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => new(pool.IsReady);

    public override ValueTask AddAsync(int pid, CancellationToken cancellationToken)
    {
        return pool.Add(pid)
            ? default
            : ValueTask.FromException(new ProcessExitedException(pid, processes.ExitOf(pid), CallOutcome.NotStarted));
    }

    public override async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await TakeAsync(NewKey(), takes: false, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken)
    {
        LeaseKey key = NewKey();
        int pid = await TakeAsync(key, takes: true, cancellationToken).ConfigureAwait(false);
        return new WorkerLease(pid, () => pool.Release(key)) { Pool = pool.Id };
    }

    public override void Return(int pid) => pool.Return(pid);

    private LeaseKey NewKey() => new(process.Pid, process.NextId());

    private async ValueTask<int> TakeAsync(LeaseKey key, bool takes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PoolGrant grant = pool.Take(key, takes, out PoolWaiter? waiter);
        if (waiter is not null)
        {
            grant = await pool.WaitAsync(waiter, cancellationToken).ConfigureAwait(false);
        }

        return Pid(grant, pool.Id, cancellationToken);
    }
}
