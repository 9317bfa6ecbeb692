using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>
/// A worker that was taken from a pool, until this is disposed. When the process that holds the lease dies, the worker goes back to the pool
/// by itself.
/// </summary>
public sealed class WorkerLease : IAsyncDisposable, IDisposable
{
    private Action? _giveBack;

    /// <summary>Makes a lease, for a pool of one's own making.</summary>
    /// <param name="pid">The worker that was taken.</param>
    /// <param name="giveBack">Gives it back. Called once.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is less than 1.</exception>
    public WorkerLease(int pid, Action giveBack)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1);
        ArgumentNullException.ThrowIfNull(giveBack);
        Pid = pid;
        _giveBack = giveBack;
    }

    /// <summary>The worker.</summary>
    public int Pid { get; }

    /// <summary>The pool that it was taken from; <see langword="null"/> for one of the user's making.</summary>
    internal Rrid? Pool { get; init; }

    /// <summary>Gives the worker back. Doing so again does nothing.</summary>
    public void Dispose()
    {
        if (Pool is null)
        {
            // The user's code, which may be torn like any.
            GiveBack();
        }
        else
        {
            UserCodeThread.Ensure(static lease => lease.GiveBack(), this);
        }
    }

    /// <inheritdoc cref="Dispose"/>
    /// <returns>A task that is done: the pool's answer is not waited for.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private void GiveBack() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
