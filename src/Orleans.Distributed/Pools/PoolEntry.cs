using Orleans.Distributed.Membership;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Pools;

/// <summary>A pool, in the process that it lives in.</summary>
/// <remarks>It is put into the table of references when its handle is first sent; many pools never are.</remarks>
internal sealed class PoolEntry : ReferenceEntry
{
    private readonly Lock _gate = new();

    /// <summary>The members, and for what each is taken; the default key when it is free.</summary>
    private readonly SortedDictionary<int, LeaseKey> _members = [];
    private readonly LinkedList<int> _free = [];
    private readonly LinkedList<PoolWaiter> _waiters = [];
    private readonly ProcessTable _processes;
    private readonly int _fallback;
    private bool _released;

    /// <param name="id">The identity of the pool.</param>
    /// <param name="processes">Who is alive.</param>
    /// <param name="owned">What this process owns.</param>
    /// <param name="fallback">Who does the work when the pool has no member; 0 when that is an error.</param>
    public PoolEntry(Rrid id, ProcessTable processes, ReferenceTable owned, int fallback)
        : base(id)
    {
        _processes = processes;
        _fallback = fallback;
        PoolPruning.Attach(processes, owned, this);
    }

    public int[] Workers
    {
        get
        {
            lock (_gate)
            {
                return _members.Count == 0 && _fallback != 0 ? [_fallback] : [.. _members.Keys];
            }
        }
    }

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

    public bool IsReady
    {
        get
        {
            lock (_gate)
            {
                return FirstFree() != 0 || (_members.Count == 0 && _fallback != 0);
            }
        }
    }

    /// <summary>How many wait.</summary>
    public int WaiterCount
    {
        get
        {
            lock (_gate)
            {
                return _waiters.Count;
            }
        }
    }

    /// <summary>Adds a worker, free. One that is a member already stays as it is. False when the process is not alive.</summary>
    public bool Add(int pid)
    {
        if (!_processes.IsAlive(pid))
        {
            return false;
        }

        lock (_gate)
        {
            if (_members.TryAdd(pid, default))
            {
                Offer(pid);
            }
        }

        if (_processes.IsAlive(pid))
        {
            return true;
        }

        // Looked at again: either its end finds it in the pool, or this does.
        OnExited(pid);
        return false;
    }

    /// <summary>Takes a worker, or waits until one can be taken.</summary>
    /// <param name="key">Who takes.</param>
    /// <param name="takes">False to wait only, until one could be taken.</param>
    /// <param name="waiter">The one who waits, when there is nothing at once.</param>
    public PoolGrant Take(LeaseKey key, bool takes, out PoolWaiter? waiter)
    {
        waiter = null;
        PoolGrant grant;
        lock (_gate)
        {
            int pid = FirstFree();
            if (_released)
            {
                return PoolGrant.Of(PoolStatus.Gone);
            }

            if (pid != 0)
            {
                if (takes)
                {
                    _free.RemoveFirst();
                    _members[pid] = key;
                }

                grant = new PoolGrant(PoolStatus.Done, pid);
            }
            else if (_members.Count == 0)
            {
                return WithoutMember();
            }
            else
            {
                waiter = new PoolWaiter(key, takes);
                waiter.Place = _waiters.AddLast(waiter);
                grant = default;
            }
        }

        if (_processes.IsGone(key.Holder))
        {
            // Its end was announced before it was noted here.
            OnExited(key.Holder);
        }

        return grant;
    }

    /// <summary>Gives a worker back, whoever has taken it.</summary>
    public void Return(int pid)
    {
        lock (_gate)
        {
            if (_members.TryGetValue(pid, out LeaseKey key) && key != default)
            {
                Free(pid);
            }
        }
    }

    /// <summary>
    /// Waits for a worker, until the wait is given up. Once the waiter has a worker that comes too late, and the answer is the worker.
    /// </summary>
    public async ValueTask<PoolGrant> WaitAsync(PoolWaiter waiter, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(static waiting => GiveUp(waiting!), (this, waiter)))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Ends a lease.</summary>
    public void Release(LeaseKey key)
    {
        lock (_gate)
        {
            FreeWhere(held => held == key);
        }
    }

    /// <summary>A process is gone: it is no member any more, and what it had taken is free.</summary>
    public void OnExited(int pid)
    {
        lock (_gate)
        {
            if (_members.Remove(pid))
            {
                _free.Remove(pid);
            }

            foreach (PoolWaiter waiter in _waiters.Where(w => w.Key.Holder == pid).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.TrySetResult(PoolGrant.Of(PoolStatus.Withdrawn));
            }

            FreeWhere(held => held.Holder == pid);
            if (_members.Count == 0)
            {
                EndWaiters(WithoutMember());
            }
        }
    }

    public override void OnReleased()
    {
        base.OnReleased();
        lock (_gate)
        {
            _released = true;
            EndWaiters(PoolGrant.Of(PoolStatus.Gone));
        }
    }

    public override void OnOwnerExited(ProcessExitedException exited)
    {
        lock (_gate)
        {
            foreach (PoolWaiter waiter in _waiters)
            {
                waiter.TrySetException(exited);
            }

            _waiters.Clear();
        }
    }

    /// <summary>Runs on the thread that cancels, which may be one for user code.</summary>
    private static void GiveUp(object waiting) => UserCodeThread.Ensure(
        static waiting => waiting.Pool.Withdraw(waiting.Waiter), ((PoolEntry Pool, PoolWaiter Waiter))waiting);

    private void Withdraw(PoolWaiter waiter)
    {
        lock (_gate)
        {
            if (waiter.Place?.List is not null)
            {
                _waiters.Remove(waiter.Place);
            }
        }

        waiter.TrySetResult(PoolGrant.Of(PoolStatus.Withdrawn));
    }

    private PoolGrant WithoutMember() => _fallback != 0 ? new PoolGrant(PoolStatus.Done, _fallback) : PoolGrant.Of(PoolStatus.NoMember);

    private void EndWaiters(PoolGrant grant)
    {
        foreach (PoolWaiter waiter in _waiters)
        {
            waiter.TrySetResult(grant);
        }

        _waiters.Clear();
    }

    /// <summary>The first free worker that is alive, or 0. One that has just died is taken out by the word of its end.</summary>
    private int FirstFree()
    {
        while (_free.First is { } first)
        {
            if (_processes.IsAlive(first.Value))
            {
                return first.Value;
            }

            _free.RemoveFirst();
        }

        return 0;
    }

    private void FreeWhere(Func<LeaseKey, bool> condition)
    {
        foreach (int pid in _members.Where(m => m.Value != default && condition(m.Value)).Select(m => m.Key).ToArray())
        {
            Free(pid);
        }
    }

    private void Free(int pid)
    {
        _members[pid] = default;
        if (_processes.IsAlive(pid))
        {
            // One that is gone is about to be taken out; until then it must not be handed out again.
            Offer(pid);
        }
    }

    /// <summary>Gives a free worker to the first who takes one; all who stand before that one and only wait hear of it.</summary>
    private void Offer(int pid)
    {
        while (_waiters.First?.Value is { } waiter)
        {
            _waiters.RemoveFirst();
            if (waiter.TrySetResult(new PoolGrant(PoolStatus.Done, pid)) && waiter.Takes)
            {
                _members[pid] = waiter.Key;
                return;
            }
        }

        _free.AddLast(pid);
    }
}
