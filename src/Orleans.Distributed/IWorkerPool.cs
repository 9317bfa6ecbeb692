namespace Orleans.Distributed;

/// <summary>A source of free workers: who takes one has it alone until it is returned.</summary>
/// <remarks>
/// A pool lives in one process. The members that ask it something are asynchronous, because the process that asks may be another one.
/// </remarks>
public interface IWorkerPool
{
    /// <summary>The members that are alive, busy or free, ascending.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>Their pids.</returns>
    /// <exception cref="ProcessExitedException">The process that the pool lives in is gone.</exception>
    ValueTask<IReadOnlyList<int>> GetWorkersAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether a worker is free now. By the time the answer is here it may not be true any more.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns><see langword="true"/> when <see cref="TakeAsync"/> would not wait.</returns>
    /// <exception cref="ProcessExitedException">The process that the pool lives in is gone.</exception>
    ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until a worker is free, and takes none.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that is done when a worker was free; it may be taken since.</returns>
    /// <exception cref="InvalidOperationException">The pool has no living member, or lost its last one while this waited.</exception>
    /// <exception cref="ProcessExitedException">The process that the pool lives in is gone.</exception>
    ValueTask WaitAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a free worker; waits while all are busy. Workers that are gone are passed over.</summary>
    /// <param name="cancellationToken">Gives up waiting; then no worker was taken.</param>
    /// <returns>The worker's pid. It has to be given back with <see cref="Return"/>.</returns>
    /// <exception cref="InvalidOperationException">The pool has no living member, or lost its last one while this waited.</exception>
    /// <exception cref="ProcessExitedException">The process that the pool lives in is gone.</exception>
    ValueTask<int> TakeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a worker back. One that is gone, is free, or is no member, is ignored. Does not wait, also when the pool lives in another
    /// process.
    /// </summary>
    /// <param name="pid">The worker.</param>
    void Return(int pid);

    /// <summary>Takes a free worker as <see cref="TakeAsync"/> does, for as long as the lease is not disposed.</summary>
    /// <param name="cancellationToken">Gives up waiting; then no worker was taken.</param>
    /// <returns>The lease.</returns>
    /// <exception cref="InvalidOperationException">The pool has no living member, or lost its last one while this waited.</exception>
    /// <exception cref="ProcessExitedException">The process that the pool lives in is gone.</exception>
    async ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken = default)
    {
        int pid = await TakeAsync(cancellationToken).ConfigureAwait(false);
        if (pid < 1)
        {
            throw new InvalidOperationException(
                $"The pool {GetType()} handed out the pid {pid}, and pids begin with 1. Let its {nameof(TakeAsync)} return the pid of a process.");
        }

        return new WorkerLease(pid, () => Return(pid));
    }
}
