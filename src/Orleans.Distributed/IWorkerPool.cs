namespace Orleans.Distributed;

/// <summary>A source of free workers: who takes one has it alone until it is returned.</summary>
public interface IWorkerPool
{
    /// <summary>The members that are alive, busy or free, ascending.</summary>
    IReadOnlyList<int> Workers { get; }

    /// <summary>Whether a worker is free now.</summary>
    bool IsReady { get; }

    /// <summary>Takes a free worker; waits while all are busy. Workers that are gone are passed over.</summary>
    /// <param name="cancellationToken">Gives up waiting; then no worker was taken.</param>
    /// <returns>The worker's pid.</returns>
    /// <exception cref="InvalidOperationException">The pool has no living member, or lost its last one while this waited.</exception>
    ValueTask<int> TakeAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives a worker back. One that is gone, or no member, is ignored.</summary>
    /// <param name="pid">The worker.</param>
    void Return(int pid);
}
