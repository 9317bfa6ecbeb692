using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Work;

/// <summary>
/// The workers of a pool, for a work inside of a function that the pool's own worker runs. That worker is busy only with waiting for this
/// work, so it may do pieces of it. Without that, works inside of works could wait for each other's workers for ever.
/// </summary>
internal sealed class NestedPlacement<TPiece>(ProcessTable processes, IPlacement<TPiece> others, int held) : IPlacement<TPiece>
{
    private readonly Signal _freed = new();
    private int _isHeldBusy;

    public int Width => others.Width;

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        (Volatile.Read(ref _isHeldBusy) == 0 && processes.IsAlive(held)) || await others.IsReadyAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<WorkerLease> TakeAsync(TPiece piece, CancellationToken cancellationToken)
    {
        if (TryTakeHeld() is { } free)
        {
            return free;
        }

        using var withdrawal = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<WorkerLease> taking = others.TakeAsync(piece, withdrawal.Token).AsTask();
        while (true)
        {
            Task freed = _freed.Next;
            if (!taking.IsCompleted && TryTakeHeld() is { } lease)
            {
                // The pool's next worker is for somebody who has work for it. The token goes to a pool, and not to a function of the user.
                await withdrawal.CancelAsync().ConfigureAwait(false);
                GiveBack(taking);
                return lease;
            }

            await Task.WhenAny(taking, freed).ConfigureAwait(false);
            if (taking.IsCompleted)
            {
                return await taking.ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => others.Dispose();

    private WorkerLease? TryTakeHeld() =>
        processes.IsAlive(held) && Interlocked.Exchange(ref _isHeldBusy, 1) == 0 ? new WorkerLease(held, Free) : null;

    private void Free()
    {
        Volatile.Write(ref _isHeldBusy, 0);
        _freed.Set();
    }

    /// <summary>The pool may have given a worker before it heard that nobody wants it any more.</summary>
    private static async void GiveBack(Task<WorkerLease> taking)
    {
        try
        {
            (await taking.ConfigureAwait(false)).Dispose();
        }
        catch (Exception)
        {
            // Then there is none.
        }
    }
}
