using System.Collections.Concurrent;

namespace Orleans.Distributed.Scheduling;

/// <summary>The slices of functions, which can be aborted.</summary>
internal sealed partial class UserCodeScheduler
{
    private readonly ConcurrentDictionary<UserCodeThread, byte> _attached = new(ReferenceEqualityComparer.Instance);

    /// <summary>The threads that run slices now, and for whom.</summary>
    public IEnumerable<(UserCodeThread Thread, SynchronizationContext Owner)> Slices =>
        from thread in _attached.Keys let owner = thread.Owner where owner is not null select (thread, owner);

    /// <summary>
    /// Runs the next slice of a function. It may be called by a slice that is being aborted: then whoever aborts that queues it.
    /// </summary>
    /// <param name="owner">For whom the slice runs; continuations are posted to it.</param>
    /// <param name="callback">The slice.</param>
    /// <param name="state">Given to it.</param>
    public void QueueSlice(SynchronizationContext owner, SendOrPostCallback callback, object? state)
    {
        UserCodeThread? thread = UserCodeThread.Current;
        bool entered = false;
        if (thread is not null && !thread.TryEnterLibrary(out entered))
        {
            thread.Leave(owner, callback, state);
            return;
        }

        try
        {
            Queue(new WorkItem(callback, state, owner));
        }
        finally
        {
            if (entered)
            {
                thread!.LeaveLibrary();
            }
        }
    }

    /// <summary>
    /// Aborts a slice, and replaces its thread. Blocks until the slice has ended, which may be never when it is stuck in foreign
    /// code. False when it was over already.
    /// </summary>
    public bool Abort(UserCodeThread thread, SynchronizationContext owner)
    {
        if (!thread.Abort(owner, () => QueueLeft(thread)))
        {
            return false;
        }

        Detach(thread);
        lock (_gate)
        {
            _threads--;
        }

        if (!_queue.IsEmpty)
        {
            GrowOrSupervise();
        }

        return true;
    }

    private UserCodeThread Attach()
    {
        UserCodeThread thread = UserCodeThread.Attach();
        _attached[thread] = 0;
        return thread;
    }

    private void Detach(UserCodeThread thread)
    {
        _attached.TryRemove(thread, out _);
        thread.Dispose();
    }

    private void QueueLeft(UserCodeThread thread)
    {
        for (LeftContinuation? left = thread.TakeLeft(); left is not null; left = left.Next)
        {
            Queue(new WorkItem(left.Callback, left.Argument, left.Owner));
        }
    }
}
