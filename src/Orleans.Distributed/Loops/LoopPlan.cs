using Orleans.Distributed.Functions;
using Orleans.Distributed.Mapping;
using Orleans.Distributed.Work;

namespace Orleans.Distributed.Loops;

/// <summary>A loop as work: its pieces are ranges of iterations, and their results are kept by their place.</summary>
internal sealed class LoopPlan<TItem, TResult> : IWorkPlan<LoopPiece, LoopReply<TResult>>, IDisposable
{
    /// <summary>How many workers may die of one piece.</summary>
    private const int MostDeaths = 3;

    private readonly LoopSetup<TItem, TResult> _setup;
    private readonly IPlacement<LoopPiece> _placement;
    private readonly SentFunction _body;
    private readonly SentFunction? _reducer;
    private readonly Queue<LoopRange>? _parts;
    private readonly BatchSizer _sizer;
    private readonly SortedList<long, TResult> _results = [];
    private long _next;
    private int _pieces;

    public LoopPlan(LoopSetup<TItem, TResult> setup, IPlacement<LoopPiece> placement, SentFunction body, SentFunction? reducer)
    {
        _setup = setup;
        _placement = placement;
        _body = body;
        _reducer = reducer;
        _sizer = new BatchSizer(setup.Options.ChunkSize, int.MaxValue);
        if (setup.Options.Schedule == LoopSchedule.Static)
        {
            _parts = new Queue<LoopRange>(new LoopRange(0, setup.Count).Split(Math.Max(1, placement.Width)));
        }
    }

    /// <summary>The run that this belongs to.</summary>
    public required Func<WorkRun<LoopPiece, LoopReply<TResult>>> Run { get; init; }

    public bool IsFull => false;

    /// <summary>The results of all pieces, in the order of the iterations.</summary>
    public IEnumerable<TResult> Results => _results.Values;

    private bool IsAutomatic => _parts is null && _sizer.IsAutomatic;

    public long IndexOf(LoopPiece piece) => piece.Range.From;

    public ValueTask<LoopPiece?> NextAsync(CancellationToken cancellationToken)
    {
        if (_parts is not null)
        {
            return new(_parts.TryDequeue(out LoopRange part) ? new LoopPiece(_pieces++, part) : null);
        }

        if (_next == _setup.Count)
        {
            return default;
        }

        long left = _setup.Count - _next;
        var range = new LoopRange(_next, _next + Math.Min(left, _sizer.Next(left, _placement.Width)));
        _next = range.To;
        return new(new LoopPiece(_pieces++, range));
    }

    public async Task<LoopReply<TResult>> CallAsync(WorkerLease worker, LoopPiece piece, CancellationToken cancellationToken)
    {
        int pid = worker.Pid;
        TimeProvider time = _setup.Cluster.Handles.Process.Time;
        long start = time.GetTimestamp();
        LoopChunk<TItem> chunk = _setup.Cut(piece.Range);
        LoopReply<TResult> reply = await _body.CallAsync(pid, body => _reducer is null
            ? RunAsync(body, null)
            : _reducer.CallAsync(pid, reducer => RunAsync(body, reducer))).ConfigureAwait(false);
        _sizer.Note((int)Math.Min(int.MaxValue, reply.Done), time.GetElapsedTime(start));
        return reply;

        Task<LoopReply<TResult>> RunAsync(FunctionReference body, FunctionReference? reducer) => _setup.Cluster.Calls.InvokeToEndAsync(
            pid,
            HeldLeases.Carry(
                new LoopInvocation<TItem, TResult>(body, _setup.Form, reducer, chunk, IsAutomatic),
                _setup.Options.Pool is null ? HeldLeases.Current : HeldLeases.And(worker)),
            cancellationToken);
    }

    public async ValueTask AcceptAsync(int pid, LoopPiece piece, Task<LoopReply<TResult>> call)
    {
        try
        {
            Accept(piece, await call.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (call.IsCanceled && Run().Stopping.IsCancellationRequested)
        {
            // The loop has failed or was given up.
        }
        catch (ProcessExitedException e) when (e.Outcome == CallOutcome.NotStarted && e.Exit.Reason != ProcessExitReason.NeverExisted && pid != _setup.Cluster.MyId)
        {
            Run().Add(piece with { Number = piece.Number + 1 });
        }
        catch (ProcessExitedException e) when (_setup.Options.Idempotent && e.Exit.Reason != ProcessExitReason.NeverExisted && piece.Deaths + 1 < MostDeaths && pid != _setup.Cluster.MyId)
        {
            Run().Add(piece with { Number = piece.Number + 1, Deaths = piece.Deaths + 1 });
        }
        catch (RemoteException e) when (e.InnerException is OperationCanceledException && Run().Stopping.IsCancellationRequested)
        {
            // As above.
        }
    }

    public void Rebalance()
    {
        // A chunk of measured size ends by itself when it takes long.
    }

    public void Dispose()
    {
        _body.Dispose();
        _reducer?.Dispose();
    }

    private void Accept(LoopPiece piece, LoopReply<TResult> reply)
    {
        if (reply.Fault is { } fault)
        {
            throw fault.ToException(_setup.Cluster.Handles.Codec.Values);
        }

        if (_setup.Reducer is not null && reply.Done > 0)
        {
            lock (_results)
            {
                _results.Add(piece.Range.From, reply.Result);
            }
        }

        if (reply.Done < piece.Range.Count)
        {
            Run().Add(new LoopPiece(piece.Number + 1, new LoopRange(piece.Range.From + reply.Done, piece.Range.To)));
        }
    }
}
