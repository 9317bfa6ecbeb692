namespace Orleans.Distributed.Pools;

/// <summary>A pool of another process, which does everything that is asked here.</summary>
internal sealed class RemotePoolPort(DistributedCluster cluster, Rrid id, int where) : PoolPort
{
    public override async ValueTask<int[]> GetWorkersAsync(CancellationToken cancellationToken) =>
        (await QueryAsync(cancellationToken).ConfigureAwait(false)).Workers;

    public override async ValueTask<int> CountAsync(CancellationToken cancellationToken) =>
        (await QueryAsync(cancellationToken).ConfigureAwait(false)).Count;

    public override async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        (await QueryAsync(cancellationToken).ConfigureAwait(false)).IsReady;

    public override async ValueTask AddAsync(int pid, CancellationToken cancellationToken)
    {
        PoolStatus status = await cluster.Calls.InvokeAsync(where, new PoolAdd(id, pid), cancellationToken).ConfigureAwait(false);
        if (status == PoolStatus.NotAlive)
        {
            throw new ProcessExitedException(pid, cluster.ProcessTable.ExitOf(pid), CallOutcome.NotStarted);
        }

        if (status == PoolStatus.Gone)
        {
            throw Errors.ReferenceGone(id);
        }
    }

    public override async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await TakeAsync(NewKey(), takes: false, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken)
    {
        LeaseKey key = NewKey();
        int pid = await TakeAsync(key, takes: true, cancellationToken).ConfigureAwait(false);
        return new WorkerLease(pid, () => Release(key, 0)) { Pool = id };
    }

    public override void Return(int pid) => Release(default, pid);

    private LeaseKey NewKey() => new(cluster.MyId, cluster.Handles.Process.NextId());

    private async Task<PoolState> QueryAsync(CancellationToken cancellationToken) =>
        await cluster.Calls.InvokeAsync(where, new PoolQuery(id), cancellationToken).ConfigureAwait(false) ?? throw Errors.ReferenceGone(id);

    private async ValueTask<int> TakeAsync(LeaseKey key, bool takes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Its answer tells whether a worker was taken, so the call goes on to its end, also for a caller who does not wait so long. The word
        // that the caller gives up follows the call in order, and finds it wherever it is by then. Its token is not the caller's, whose
        // source may be disposed before it has told everybody.
        var giveUp = new CancellationTokenSource();
        Task<PoolGrant> taking = cluster.Calls.InvokeToEndAsync(where, new PoolTake(id, key, takes), giveUp.Token);
        try
        {
            return Pid(await taking.WaitAsync(cancellationToken).ConfigureAwait(false), id, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            giveUp.Cancel();
            ReleaseWhenTaken(taking, key);
            throw;
        }
    }

    /// <summary>The owner may have given a worker before it heard that nobody wants it any more.</summary>
    private async void ReleaseWhenTaken(Task<PoolGrant> taking, LeaseKey key)
    {
        try
        {
            PoolGrant grant = await taking.ConfigureAwait(false);
            if (grant.Status == PoolStatus.Done)
            {
                Release(key, 0);
            }
        }
        catch (Exception)
        {
            // Then it has given none.
        }
    }

    private void Release(LeaseKey key, int pid)
    {
        try
        {
            cluster.Calls.Post(where, new PoolRelease(id, key, pid), default);
        }
        catch (ProcessExitedException)
        {
            // The pool is gone with its process.
        }
    }
}
