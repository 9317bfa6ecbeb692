namespace Orleans.Distributed.Pools;

/// <summary>How a handle reaches its pool: at once in the own process, or through messages.</summary>
internal abstract class PoolPort
{
    public abstract ValueTask<int[]> GetWorkersAsync(CancellationToken cancellationToken);

    public abstract ValueTask<int> CountAsync(CancellationToken cancellationToken);

    public abstract ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken);

    public abstract ValueTask AddAsync(int pid, CancellationToken cancellationToken);

    public abstract ValueTask WaitAsync(CancellationToken cancellationToken);

    public abstract ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken);

    public virtual async ValueTask<int> TakeAsync(CancellationToken cancellationToken) =>
        (await LeaseAsync(cancellationToken).ConfigureAwait(false)).Pid;

    public abstract void Return(int pid);

    /// <summary>The worker of a grant; throws what it says went wrong.</summary>
    protected static int Pid(PoolGrant grant, Rrid pool, CancellationToken cancellationToken)
    {
        if (grant.Status == PoolStatus.Done)
        {
            return grant.Pid;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw grant.Status switch
        {
            PoolStatus.NoMember => new InvalidOperationException(
                "No active worker available in pool: it has no member, or all of them are gone. Add workers to it, or make a new pool."),
            PoolStatus.Withdrawn => new OperationCanceledException("The wait for a worker was withdrawn."),
            _ => Errors.ReferenceGone(pool),
        };
    }
}
