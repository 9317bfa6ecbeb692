using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Scheduling;

/// <summary>The slices of functions, which can be aborted.</summary>
internal sealed partial class UserCodeScheduler
{
    private readonly ConcurrentDictionary<UserCodeThread, byte> _attached = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(UserCodeThread Thread, SynchronizationContext Owner), Task<bool>> _aborts = [];

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
    /// Aborts a slice, and replaces its thread. Completes when the slice has ended, which may be never when it is stuck in foreign code;
    /// with false when it was over already. All who abort one slice wait for one abort.
    /// </summary>
    public Task<bool> AbortAsync(UserCodeThread thread, SynchronizationContext owner)
    {
        lock (_aborts)
        {
            if (_aborts.TryGetValue((thread, owner), out Task<bool>? begun))
            {
                return begun;
            }

            // On a thread of its own, since it blocks. Its end is noted under this lock, and so after its beginning.
            var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            StartThread(new Thread(() => Abort(thread, owner, ended)) { IsBackground = true, Name = "interrupt" });
            return _aborts[(thread, owner)] = ended.Task;
        }
    }

    private void Abort(UserCodeThread thread, SynchronizationContext owner, TaskCompletionSource<bool> ended)
    {
        bool isAborted = thread.Abort(owner, () => QueueLeft(thread));
        if (isAborted)
        {
            Replace(thread);
        }

        lock (_aborts)
        {
            _aborts.Remove((thread, owner));
        }

        ended.SetResult(isAborted);
    }

    private void Replace(UserCodeThread thread)
    {
        Detach(thread);
        _threads.Remove();

        if (!_queue.IsEmpty)
        {
            _threads.Request();
        }
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
            Queue(left.Owner is { } owner ? new WorkItem(left.Callback, left.Argument, owner) : new WorkItem(l => RunLeft((LeftContinuation)l!), left, null));
        }
    }

    private void RunLeft(LeftContinuation left)
    {
        try
        {
            left.Callback(left.Argument);
        }
        catch (Exception e)
        {
            // There is nobody that it could be told, and it must not end the process.
            LogLeftFailed(Logger, e);
        }
    }

    [LoggerMessage(18, LogLevel.Error, "What a function that was aborted had to release could not be released.")]
    private static partial void LogLeftFailed(ILogger logger, Exception exception);
}
