using System.Collections.Concurrent;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Work;

/// <summary>Whichever worker of a pool is free.</summary>
internal sealed class PoolPlacement<TPiece> : IPlacement<TPiece>
{
    /// <summary>How many dead workers in a row a pool of the user's making may hand out.</summary>
    private const int MostDead = 1000;

    /// <summary>
    /// How many pieces a process has at a time. Pools give a worker to one only; but the head, where the default pool has no worker, and what
    /// pools of the user's making have, comes without limit.
    /// </summary>
    private static readonly int MostAtOnce = Environment.ProcessorCount;

    private readonly ProcessTable _processes;
    private readonly IWorkerPool _pool;
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _rooms = new();
    private int _width;
    private int _isAsking;

    private PoolPlacement(ProcessTable processes, IWorkerPool pool, int width)
    {
        _processes = processes;
        _pool = pool;
        _width = width;
    }

    public int Width => Volatile.Read(ref _width);

    public static async ValueTask<PoolPlacement<TPiece>> OfAsync(
        ProcessTable processes, IWorkerPool pool, CancellationToken cancellationToken) =>
        new(processes, pool, (await pool.GetWorkersAsync(cancellationToken).ConfigureAwait(false)).Count);

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => _pool.IsReadyAsync(cancellationToken);

    public async ValueTask<WorkerLease> TakeAsync(TPiece piece, CancellationToken cancellationToken)
    {
        Ask(cancellationToken);
        for (int dead = 0; dead < MostDead; dead++)
        {
            WorkerLease lease = await _pool.LeaseAsync(cancellationToken).ConfigureAwait(false);
            if (!_processes.IsGone(lease.Pid))
            {
                return await WithRoomAsync(lease, cancellationToken).ConfigureAwait(false);
            }

            // The pools of this library pass over those; others may not.
            lease.Dispose();
        }

        throw Errors.NoActiveWorker();
    }

    public void Dispose()
    {
        // All leases were given back.
    }

    private async ValueTask<WorkerLease> WithRoomAsync(WorkerLease lease, CancellationToken cancellationToken)
    {
        SemaphoreSlim room = _rooms.GetOrAdd(lease.Pid, static _ => new SemaphoreSlim(MostAtOnce));
        try
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            lease.Dispose();
            throw;
        }

        return new WorkerLease(lease.Pid, GiveBack) { Pool = lease.Pool };

        void GiveBack()
        {
            room.Release();
            lease.Dispose();
        }
    }

    /// <summary>The pool may grow and shrink meanwhile.</summary>
    private async void Ask(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isAsking, 1) != 0)
        {
            return;
        }

        try
        {
            Volatile.Write(ref _width, (await _pool.GetWorkersAsync(cancellationToken).ConfigureAwait(false)).Count);
        }
        catch (Exception)
        {
            // Whoever takes a worker is told.
        }

        Volatile.Write(ref _isAsking, 0);
    }
}
