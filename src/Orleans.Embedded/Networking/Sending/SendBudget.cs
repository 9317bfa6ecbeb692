namespace Orleans.Runtime.Networking.Sending;

/// <summary>
/// Bounds how many bytes wait in a link, and wakes those who wait for room. A message larger than the bound fits when nothing
/// else waits. Not thread-safe: its owner has a lock; waiters continue outside of it.
/// </summary>
internal sealed class SendBudget(long bound)
{
    private readonly LinkedList<(long Needed, TaskCompletionSource Waiter)> _waiters = new();

    /// <summary>How many bytes wait.</summary>
    public long Used { get; private set; }

    /// <summary>Whether a message of this size fits.</summary>
    public bool Fits(long bytes) => Used == 0 || Used + bytes <= bound;

    /// <summary>Accounts for a message.</summary>
    /// <returns><see langword="false"/> when it does not fit.</returns>
    public bool TryTake(long bytes, SendMode mode)
    {
        if (mode == SendMode.Bounded && !Fits(bytes))
        {
            return false;
        }

        Used += bytes;
        return true;
    }

    /// <summary>Accounts for bytes that were written.</summary>
    public void Release(long bytes)
    {
        Used -= bytes;
        for (var node = _waiters.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Waiter.Task.IsCompleted || HasRoom(node.Value.Needed))
            {
                _waiters.Remove(node);
                node.Value.Waiter.TrySetResult();
            }

            node = next;
        }
    }

    /// <summary>Waits until a message of this size fits with some room to spare, so that senders do not wake for each frame.</summary>
    public Task WaitAsync(long bytes, CancellationToken cancellationToken)
    {
        if (HasRoom(bytes))
        {
            return Task.CompletedTask;
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.AddLast((bytes, waiter));
        return cancellationToken.CanBeCanceled ? WaitAsync(waiter, cancellationToken) : waiter.Task;
    }

    // A cancelled waiter stays in the list until bytes are written next.
    private static async Task WaitAsync(TaskCompletionSource waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter);
        await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Wakes everyone: the link is closing, and they will see so.</summary>
    public void WakeAll()
    {
        foreach (var (_, waiter) in _waiters)
        {
            waiter.TrySetResult();
        }

        _waiters.Clear();
    }

    private bool HasRoom(long bytes) => Used == 0 || Used + Math.Max(bytes, bound / 2) <= bound;
}
