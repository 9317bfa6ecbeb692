namespace Orleans.Distributed.Work;

/// <summary>Which process does the next piece of a work. Disposed when the work has ended.</summary>
/// <typeparam name="TPiece">A piece of the work.</typeparam>
internal interface IPlacement<in TPiece> : IDisposable
{
    /// <summary>About how many processes there are.</summary>
    int Width { get; }

    /// <summary>Whether a process is free now.</summary>
    ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the process that is to do a piece, and takes it until the lease is disposed.</summary>
    /// <exception cref="InvalidOperationException">No process is left.</exception>
    ValueTask<WorkerLease> TakeAsync(TPiece piece, CancellationToken cancellationToken);
}
