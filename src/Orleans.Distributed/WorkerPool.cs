using Orleans.Distributed.Membership;
using Orleans.Distributed.Pools;

namespace Orleans.Distributed;

/// <summary>A pool of workers that are handed out in the order in which they became free.</summary>
/// <remarks>Julia's <c>WorkerPool</c>. Workers that die leave the pool by themselves.</remarks>
public sealed class WorkerPool : IWorkerPool
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _members = [];
    private readonly Queue<int> _free = new();
    private readonly Queue<TaskCompletionSource<int>> _waiters = new();
    private readonly ProcessTable _processes;
    private readonly int _fallback;

    /// <summary>Makes a pool.</summary>
    /// <param name="cluster">The cluster that the workers belong to.</param>
    /// <param name="workers">The pids of the members. One that is listed twice is in the pool once.</param>
    /// <exception cref="ProcessExitedException">One of the processes is gone or was never there.</exception>
    public WorkerPool(ICluster cluster, IEnumerable<int> workers)
        : this(DistributedCluster.From(cluster).ProcessTable, 0)
    {
        ArgumentNullException.ThrowIfNull(workers);
        foreach (int pid in workers)
        {
            Add(pid);
        }
    }

    /// <param name="processes">Who is alive.</param>
    /// <param name="fallback">Who does the work when the pool has no member; 0 when that is an error.</param>
    internal WorkerPool(ProcessTable processes, int fallback)
    {
        _processes = processes;
        _fallback = fallback;
        PoolPruning.Attach(processes, this);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Workers
    {
        get
        {
            lock (_gate)
            {
                return _members.Count == 0 && _fallback != 0 ? [_fallback] : [.. _members.Order()];
            }
        }
    }

    /// <summary>How many members the pool has.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _members.Count;
            }
        }
    }

    /// <inheritdoc/>
    public bool IsReady
    {
        get
        {
            lock (_gate)
            {
                return _free.Count > 0 || (_members.Count == 0 && _fallback != 0);
            }
        }
    }

    /// <summary>Adds a worker, free. One that is a member already stays as it is.</summary>
    /// <param name="pid">The worker.</param>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    public void Add(int pid)
    {
        lock (_gate)
        {
            if (!_members.Add(pid))
            {
                return;
            }

            Offer(pid);
        }

        if (!_processes.IsAlive(pid))
        {
            Remove(pid);
            throw new ProcessExitedException(pid, _processes.ExitOf(pid), CallOutcome.NotStarted);
        }
    }

    /// <summary>Adds a worker that may be gone by now.</summary>
    internal void TryAdd(int pid)
    {
        try
        {
            Add(pid);
        }
        catch (ProcessExitedException)
        {
            // Then it is not to be in the pool.
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> TakeAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<int> waiter;
        lock (_gate)
        {
            while (_free.TryDequeue(out int pid))
            {
                if (_processes.IsAlive(pid))
                {
                    return pid;
                }
            }

            if (_members.Count == 0)
            {
                return _fallback != 0 ? _fallback : throw NoMember();
            }

            waiter = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(waiter);
        }

        // Whoever hands a worker over asks whether the waiter is still there, so a cancelled wait takes none.
        using (cancellationToken.UnsafeRegister(static (w, token) => ((TaskCompletionSource<int>)w!).TrySetCanceled(token), waiter))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Return(int pid)
    {
        lock (_gate)
        {
            // One that is gone is about to be taken out; until then it must not be handed out again and again.
            if (_members.Contains(pid) && !_free.Contains(pid) && _processes.IsAlive(pid))
            {
                Offer(pid);
            }
        }
    }

    /// <summary>Takes a worker out that is gone.</summary>
    internal void Remove(int pid)
    {
        lock (_gate)
        {
            if (!_members.Remove(pid))
            {
                return;
            }

            int[] others = [.. _free.Where(p => p != pid)];
            _free.Clear();
            foreach (int other in others)
            {
                _free.Enqueue(other);
            }

            while (_members.Count == 0 && _waiters.TryDequeue(out TaskCompletionSource<int>? waiter))
            {
                if (_fallback != 0)
                {
                    waiter.TrySetResult(_fallback);
                }
                else
                {
                    waiter.TrySetException(NoMember());
                }
            }
        }
    }

    private static InvalidOperationException NoMember() =>
        new("No active worker available in pool: it has no member, or all of them are gone. Add workers to it, or make a new pool.");

    private void Offer(int pid)
    {
        while (_waiters.TryDequeue(out TaskCompletionSource<int>? waiter))
        {
            if (waiter.TrySetResult(pid))
            {
                return;
            }
        }

        _free.Enqueue(pid);
    }
}
