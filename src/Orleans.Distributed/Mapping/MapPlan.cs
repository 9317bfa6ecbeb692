using Orleans.Distributed.Serialization;
using Orleans.Distributed.Work;

namespace Orleans.Distributed.Mapping;

/// <summary>A parallel map as work: its pieces are batches of items, and each item that fails is judged by itself.</summary>
internal sealed class MapPlan<TItem, TResult>(
    MapSetup<TItem, TResult> setup,
    SourceReader<TItem> source,
    MapResults<TResult> results,
    ItemFailures<TResult> failures,
    MapMeter meter,
    IPlacement<MapPiece<TItem>> placement,
    SentFunction function) : IWorkPlan<MapPiece<TItem>, MapBatchResult<TResult>>
{
    /// <summary>For how long a worker may have a batch of measured size before others, who have nothing to do, get some of it.</summary>
    private static readonly TimeSpan UndividedTime = TimeSpan.FromMilliseconds(20);

    private readonly Guid _map = Guid.NewGuid();
    private readonly BatchSizer _sizer = new(setup.Options.Distributed ? setup.Options.BatchSize : 1);
    private readonly Dictionary<MapPiece<TItem>, int> _sent = [];
    private long _pieces;

    /// <summary>The run that this belongs to.</summary>
    public required Func<WorkRun<MapPiece<TItem>, MapBatchResult<TResult>>> Run { get; init; }

    public bool IsFull => Room == 0;

    private int Room => results.Room(source.Count, _sizer.Next(source.Remaining, placement.Width), placement.Width);

    public long IndexOf(MapPiece<TItem> piece) => piece.First;

    public async ValueTask<MapPiece<TItem>?> NextAsync(CancellationToken cancellationToken)
    {
        long first = source.Count;
        TItem[] items = await source.ReadAsync(Math.Max(1, Room), _sizer.IsAutomatic).ConfigureAwait(false);
        return items.Length == 0 ? null : NewPiece(first, items);
    }

    public async Task<MapBatchResult<TResult>> CallAsync(WorkerLease worker, MapPiece<TItem> piece, CancellationToken cancellationToken)
    {
        int pid = worker.Pid;
        piece.Sent = setup.Time.GetTimestamp();
        bool isShared = _sizer.IsAutomatic && piece.Items.Length > 1;
        if (isShared)
        {
            lock (_sent)
            {
                _sent.Add(piece, pid);
            }
        }

        try
        {
            var kind = new BatchKind(_map, failures.AreFinal, _sizer.IsAutomatic);
            TItem[] items = piece.Items;
            HeldLease[] held = setup.Options.Pool is null ? HeldLeases.Current : HeldLeases.And(worker);
            return await function.CallAsync(pid, reference => setup.Calls.InvokeToEndAsync(
                pid,
                HeldLeases.Carry(new MapBatch<TItem, TResult>(reference, setup.Form, items, kind, piece.Number), held),
                cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            lock (_sent)
            {
                piece.IsClosed = true;
                _sent.Remove(piece);
            }
        }
    }

    public async ValueTask AcceptAsync(int pid, MapPiece<TItem> piece, Task<MapBatchResult<TResult>> call)
    {
        try
        {
            await AcceptAsync(piece, await call.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.IsCanceled && Run().Stopping.IsCancellationRequested)
        {
            // The map has failed or was given up.
        }
        catch (ProcessExitedException e) when (call.IsFaulted && e.Pid != setup.OwnPid)
        {
            await AcceptExitAsync(piece, e).ConfigureAwait(false);
        }
        catch (Exception e) when (call.IsFaulted)
        {
            await AcceptFailureAsync(piece, e).ConfigureAwait(false);
        }
    }

    public void Rebalance()
    {
        (MapPiece<TItem> Piece, int Pid)[] late;
        lock (_sent)
        {
            late = [.. _sent
                .Where(sent => setup.Time.GetElapsedTime(sent.Key.Sent) > UndividedTime && !sent.Key.IsClosed)
                .Select(sent => (sent.Key, sent.Value))];
            foreach ((MapPiece<TItem> piece, _) in late)
            {
                // Once: what the worker has begun cannot be divided.
                _sent.Remove(piece);
            }
        }

        foreach ((MapPiece<TItem> piece, int pid) in late)
        {
            TakeBack(piece, pid);
        }
    }

    private async ValueTask AcceptAsync(MapPiece<TItem> piece, MapBatchResult<TResult> reply)
    {
        int begun = reply.Results.Length;
        if (begun < piece.Items.Length && !(reply.Faults is not null && failures.AreFinal))
        {
            AddAgain(piece.First + begun, piece.CutAfter(begun), _sizer.Size);
        }

        int failed = reply.Faults?.Length ?? 0;
        _sizer.Note(begun, setup.Time.GetElapsedTime(piece.Sent));
        results.Add(piece.First, reply.Results, reply.Faults);
        meter.Add(done: begun - failed, failed: failed);
        if (failed == 0 && piece.State is { } state)
        {
            failures.Forget(state);
        }

        foreach (ItemFault fault in reply.Faults ?? [])
        {
            if (fault.Fault.ToException(setup.Values) is var error && !IsOwnCancellation(error))
            {
                await JudgeAsync(piece, fault.Offset, error).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The worker is gone. What it certainly did not begin is not a failure.</summary>
    private async ValueTask AcceptExitAsync(MapPiece<TItem> piece, ProcessExitedException exit)
    {
        if (exit.Exit.Reason == ProcessExitReason.NeverExisted)
        {
            // A pool that gives such a pid would give it again.
            meter.Add(failed: piece.Items.Length);
            Run().Fail(piece.First, exit);
            return;
        }

        meter.AddLost(exit);
        if (exit.Outcome == CallOutcome.NotStarted)
        {
            Run().Add(piece.Again(NextNumber()));
            return;
        }

        if (failures.AreFinal && !failures.RetriesExits)
        {
            meter.Add(failed: piece.Items.Length);
            Run().Fail(piece.First, exit);
            return;
        }

        await AcceptEachAsync(piece, exit).ConfigureAwait(false);
    }

    /// <summary>The batch as a whole failed, so nothing of it has run; except when only its answer could not be read.</summary>
    private async ValueTask AcceptFailureAsync(MapPiece<TItem> piece, Exception error)
    {
        bool isInterrupt = IsCancellation(error);
        if (isInterrupt && Run().Stopping.IsCancellationRequested)
        {
            return;
        }

        if (piece.Items.Length > 1 && !isInterrupt && error is RemoteException or UnsendableValueException)
        {
            // One of the items is to blame, and has to fail alone.
            AddAgain(piece.First, piece.Items, 1);
            return;
        }

        await AcceptEachAsync(piece, error).ConfigureAwait(false);
    }

    private async ValueTask AcceptEachAsync(MapPiece<TItem> piece, Exception error)
    {
        meter.Add(failed: piece.Items.Length);
        for (int i = 0; i < piece.Items.Length; i++)
        {
            await JudgeAsync(piece, i, error).ConfigureAwait(false);
        }
    }

    private async ValueTask JudgeAsync(MapPiece<TItem> piece, int offset, Exception error)
    {
        long index = piece.First + offset;
        ItemState state = piece.State ?? new ItemState(index);
        ItemVerdict<TResult> verdict;
        try
        {
            verdict = await failures.JudgeAsync(state, error, piece.Items.Length == 1).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Run().Stopping.IsCancellationRequested)
        {
            // Another item has failed, or the map was given up.
            return;
        }
        catch (Exception e)
        {
            verdict = ItemVerdict<TResult>.Fail(e);
        }

        if (verdict.Error is { } final)
        {
            Run().Fail(index, final);
        }
        else if (verdict.Delay is { } delay)
        {
            meter.Add(retried: 1);
            Run().Add(new MapPiece<TItem>(NextNumber(), index, [piece.Items[offset]]) { State = state }, delay);
        }
        else
        {
            results.Add(index, [verdict.Result]);
            meter.Add(done: 1);
        }
    }

    /// <summary>Takes back what a worker has not begun of a batch.</summary>
    private async void TakeBack(MapPiece<TItem> piece, int pid)
    {
        try
        {
            int begun = await setup.Calls.InvokeAsync(pid, new ShortenBatch(_map, piece.Number), Run().Stopping).ConfigureAwait(false);
            lock (_sent)
            {
                if (begun >= 0 && begun < piece.Items.Length && !piece.IsClosed)
                {
                    // Within the lock: until the call is closed the map cannot end without these.
                    TItem[] rest = piece.CutAfter(begun);
                    AddAgain(piece.First + begun, rest, 1 + (rest.Length / (4 * Math.Max(1, placement.Width))));
                }
            }
        }
        catch (Exception)
        {
            // Then the worker does all of it, or has gone, and that is told to the batch.
        }
    }

    /// <summary>Has items done that were not begun, by whoever is free.</summary>
    private void AddAgain(long first, ReadOnlySpan<TItem> items, int size)
    {
        while (!items.IsEmpty)
        {
            int count = Math.Min(size, items.Length);
            Run().Add(NewPiece(first, items[..count].ToArray()));
            first += count;
            items = items[count..];
        }
    }

    private bool IsOwnCancellation(Exception error) => Run().Stopping.IsCancellationRequested && IsCancellation(error);

    private static bool IsCancellation(Exception error) => error is RemoteException { InnerException: OperationCanceledException };

    private MapPiece<TItem> NewPiece(long first, TItem[] items) => new(NextNumber(), first, items);

    private long NextNumber() => Interlocked.Increment(ref _pieces);
}
