namespace Orleans.Distributed.Work;

/// <summary>Whichever worker of a pool is free.</summary>
internal sealed class PoolPlacement<TPiece> : IPlacement<TPiece>
{
    private readonly IWorkerPool _pool;
    private int _width;
    private int _isAsking;

    private PoolPlacement(IWorkerPool pool, int width)
    {
        _pool = pool;
        _width = width;
    }

    public int Width => Volatile.Read(ref _width);

    public static async ValueTask<PoolPlacement<TPiece>> OfAsync(IWorkerPool pool, CancellationToken cancellationToken) =>
        new(pool, (await pool.GetWorkersAsync(cancellationToken).ConfigureAwait(false)).Count);

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => _pool.IsReadyAsync(cancellationToken);

    public ValueTask<WorkerLease> TakeAsync(TPiece piece, CancellationToken cancellationToken)
    {
        Ask(cancellationToken);
        return _pool.LeaseAsync(cancellationToken);
    }

    public void Dispose()
    {
        // All leases were given back.
    }

    /// <summary>The pool may grow and shrink meanwhile.</summary>
    private async void Ask(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isAsking, 1) != 0)
        {
            return;
        }

        try
        {
            Volatile.Write(ref _width, (await _pool.GetWorkersAsync(cancellationToken).ConfigureAwait(false)).Count);
        }
        catch (Exception)
        {
            // Whoever takes a worker is told.
        }

        Volatile.Write(ref _isAsking, 0);
    }
}
