namespace Orleans.Distributed.Work;

/// <summary>
/// The workers of a pool, for a work inside of a function that the pool's own worker runs. That worker is busy only with waiting for this
/// work, so it may do pieces of it. Without that, works inside of works could wait for each other's workers for ever.
/// </summary>
internal sealed class NestedPlacement<TPiece>(IPlacement<TPiece> others, int held) : IPlacement<TPiece>
{
    private readonly Signal _freed = new();
    private readonly CancellationTokenSource _end = new();
    private Task<WorkerLease>? _taking;
    private int _isHeldBusy;

    public int Width => others.Width;

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _isHeldBusy) == 0 || await others.IsReadyAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<WorkerLease> TakeAsync(TPiece piece, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task freed = _freed.Next;
            Task<WorkerLease> taking = _taking ??= others.TakeAsync(piece, _end.Token).AsTask();
            if (taking.IsCompleted)
            {
                _taking = null;
                return await taking.ConfigureAwait(false);
            }

            if (Interlocked.Exchange(ref _isHeldBusy, 1) == 0)
            {
                return new WorkerLease(held, Free);
            }

            await Task.WhenAny(taking, freed).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        // The token goes to a pool, and not to a function of the user.
        _end.Cancel();
        GiveBack();
        others.Dispose();
    }

    private void Free()
    {
        Volatile.Write(ref _isHeldBusy, 0);
        _freed.Set();
    }

    /// <summary>Gives back a worker that nobody waits for any more.</summary>
    private async void GiveBack()
    {
        try
        {
            if (_taking is { } taking)
            {
                (await taking.ConfigureAwait(false)).Dispose();
            }
        }
        catch (Exception)
        {
            // Then there is none.
        }

        _end.Dispose();
    }
}
