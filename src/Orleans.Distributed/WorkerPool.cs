using Orleans.Distributed.Calls;
using Orleans.Distributed.Pools;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>A pool of workers that are handed out in the order in which they became free.</summary>
/// <remarks>
/// Julia's <c>WorkerPool</c>. A pool lives in the process that made it. When it is sent, the receiver gets a handle that asks that
/// process; so however many processes use a pool, each worker is taken once at a time. Workers that die leave the pool by themselves, and
/// what a process has taken goes back to the pool when that process dies.
/// </remarks>
public sealed class WorkerPool : RemoteReference, IHandle, IWorkerPool, IAsyncDisposable
{
    private readonly HandleContext? _context;
    private readonly PoolPort _port;
    private Claim? _claim;
    private volatile bool _disposed;

    /// <summary>Makes a pool.</summary>
    /// <param name="cluster">The cluster that the workers belong to.</param>
    /// <param name="workers">The pids of the members. One that is listed twice is in the pool once, and one that is gone is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A pid is less than 1.</exception>
    /// <exception cref="ProcessExitedException">One of the processes was never there.</exception>
    public WorkerPool(ICluster cluster, IEnumerable<int> workers)
        : this(DistributedCluster.From(cluster), 0)
    {
        ArgumentNullException.ThrowIfNull(workers);
        int[] pids = [.. workers];
        foreach (int pid in pids)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1, nameof(workers));
        }

        using LibraryCode library = UserCodeThread.EnterLibrary();
        foreach (int pid in pids)
        {
            if (!Own.Add(pid) && DistributedCluster.From(cluster).ProcessTable.ExitOf(pid) is { Reason: ProcessExitReason.NeverExisted } never)
            {
                throw new ProcessExitedException(pid, never, CallOutcome.NotStarted);
            }
        }
    }

    /// <summary>Makes a pool without members.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="fallback">Who does the work when the pool has no member; 0 when that is an error.</param>
    internal WorkerPool(DistributedCluster cluster, int fallback)
        : this(cluster.Handles, NewPort(cluster, fallback))
    {
    }

    /// <summary>Makes a handle of a pool.</summary>
    internal WorkerPool(DistributedCluster cluster, Claim claim, Rrid id, int where)
        : base(id, where)
    {
        _context = cluster.Handles;
        _claim = claim;
        _port = where != cluster.MyId
            ? new RemotePoolPort(cluster, id, where)
            : cluster.Handles.Owned.TryGet(id, out ReferenceEntry? entry) && entry is PoolEntry pool
                ? new OwnPoolPort(pool, cluster.Handles.Process, cluster.ProcessTable)
                : throw Errors.ReferenceGone(id);
    }

    /// <summary>Makes the cluster's default pool, as one process sees it.</summary>
    internal WorkerPool(DefaultPoolPort port)
        : base(default, 1) => _port = port;

    private WorkerPool(HandleContext context, OwnPoolPort port)
        : base(port.Entry.Id, context.Process.Pid)
    {
        _context = context;
        _port = port;
    }

    Claim IHandle.Claim => _claim ?? Publish();

    /// <summary>The pool itself, in the process that it lives in.</summary>
    internal PoolEntry Own => ((OwnPoolPort)_port).Entry;

    /// <summary>Whether this stands for the cluster's default pool, whichever that is.</summary>
    internal bool IsDefault => Id.IsNull;

    /// <summary>The identity of the pool; for the default pool, of the one that it is now.</summary>
    internal async ValueTask<Rrid> FindIdentityAsync(CancellationToken cancellationToken) =>
        _port is DefaultPoolPort port ? (await port.FindAsync(cancellationToken).ConfigureAwait(false)).Id : Id;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<int>> GetWorkersAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return AskAsync<IReadOnlyList<int>>(static async (port, token) => await port.GetWorkersAsync(token).ConfigureAwait(false), cancellationToken);
    }

    /// <summary>How many members the pool has.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>Their number: 0 for the default pool of a cluster without workers, although the head does their work then.</returns>
    /// <exception cref="ProcessExitedException">The process that the pool lives in is gone.</exception>
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return AskAsync(static (port, token) => port.CountAsync(token), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return AskAsync(static (port, token) => port.IsReadyAsync(token), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return WaitCoreAsync(cancellationToken);
    }

    /// <summary>
    /// Adds a worker, free: somebody who waits gets it. One that is a member already stays as it is, taken or not.
    /// </summary>
    /// <param name="pid">The worker.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the worker may be added all the same.</param>
    /// <exception cref="ProcessExitedException">The worker is gone or was never there, or the process that the pool lives in is gone.</exception>
    public ValueTask AddAsync(int pid, CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return AddCoreAsync(pid, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> TakeAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return TakeCoreAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Return(int pid) => UserCodeThread.Ensure(static given => given.Port.Return(given.Pid), (Port: _port, Pid: pid));

    /// <inheritdoc/>
    public ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return LeaseCoreAsync(cancellationToken);
    }

    /// <summary>
    /// Releases this process's claim on the pool, and the handle cannot be used afterwards. The pool goes on for the processes that hold
    /// it too. Workers that were taken through the handle can still be given back. A pool that is forgotten is released when it is
    /// finalized; the default pool is never.
    /// </summary>
    /// <returns>A task that is done.</returns>
    public ValueTask DisposeAsync()
    {
        if (!IsDefault)
        {
            UserCodeThread.Ensure(static pool => pool.Release(), this);
        }

        return default;
    }

    private PoolPort Port => !_disposed ? _port : throw new ObjectDisposedException(nameof(WorkerPool), $"This handle of the pool {Id} was disposed.");

    private static OwnPoolPort NewPort(DistributedCluster cluster, int fallback)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        HandleContext context = cluster.Handles;
        var entry = new PoolEntry(new Rrid(cluster.MyId, context.Process.NextId()), cluster.ProcessTable, context.Owned, fallback);
        return new OwnPoolPort(entry, context.Process, cluster.ProcessTable);
    }

    private async ValueTask<T> AskAsync<T>(Func<PoolPort, CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        T answer = await ask(Port, cancellationToken).ConfigureAwait(false);
        GC.KeepAlive(this);
        return answer;
    }

    private async ValueTask AddCoreAsync(int pid, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1);
        await Port.AddAsync(pid, cancellationToken).ConfigureAwait(false);
        GC.KeepAlive(this);
    }

    private async ValueTask WaitCoreAsync(CancellationToken cancellationToken)
    {
        using LinkedCancellation linked = CallContext.LinkCancellation(cancellationToken);
        await Port.WaitAsync(linked.Token).ConfigureAwait(false);
        GC.KeepAlive(this);
    }

    private async ValueTask<int> TakeCoreAsync(CancellationToken cancellationToken)
    {
        using LinkedCancellation linked = CallContext.LinkCancellation(cancellationToken);
        // While this waits, the pool must not count as forgotten.
        int pid = await Port.TakeAsync(linked.Token).ConfigureAwait(false);
        GC.KeepAlive(this);
        return pid;
    }

    private async ValueTask<WorkerLease> LeaseCoreAsync(CancellationToken cancellationToken)
    {
        using LinkedCancellation linked = CallContext.LinkCancellation(cancellationToken);
        WorkerLease lease = await Port.LeaseAsync(linked.Token).ConfigureAwait(false);
        GC.KeepAlive(this);
        return lease;
    }

    private void Release()
    {
        lock (_port)
        {
            _disposed = true;
            if (_claim is not null)
            {
                _claim.Dispose();
            }
            else
            {
                // It was never sent, so nobody else can use it, and the table of references does not know it.
                Own.OnReleased();
            }
        }
    }

    /// <summary>Puts the pool into the table of references: from here on other processes may hold it.</summary>
    private Claim Publish()
    {
        HandleContext context = _context ?? throw new InvalidOperationException("The default pool is sent without its identity.");
        lock (_port)
        {
            if (_claim is null)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                context.Owned.Add(Own);
                _claim = new Claim(context.Handles, Id, Where);
            }

            return _claim;
        }
    }
}
