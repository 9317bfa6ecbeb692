using Orleans.Distributed.Work;

namespace Orleans.Distributed.Mapping;

/// <summary>Hands the results of a map over one after the other, and lets the map run ahead only so far.</summary>
internal sealed class StreamResults<TResult>(PMapOrder order, int? runAhead) : MapResults<TResult>
{
    /// <summary>How many batches for each worker may be ahead, when the user has not said how many items.</summary>
    private const int BatchesAhead = 4;

    private readonly Lock _gate = new();
    private readonly Queue<TResult> _ready = new();
    private readonly Dictionary<long, TResult> _early = [];
    private long _next;
    private long _taken;

    /// <summary>Told of each new result.</summary>
    public Signal Changed { get; } = new();

    public override int Room(long read, int batch, int workers)
    {
        long most = runAhead ?? (long)BatchesAhead * batch * Math.Max(1, workers);
        return (int)Math.Clamp(most - (read - Volatile.Read(ref _taken)), 0, batch);
    }

    public override void Add(long first, ReadOnlySpan<TResult> results)
    {
        if (results.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            foreach (TResult result in results)
            {
                if (order == PMapOrder.Completion || first == _next)
                {
                    _ready.Enqueue(result);
                    _next++;
                }
                else
                {
                    _early.Add(first, result);
                }

                first++;
            }

            while (_early.Count > 0 && _early.Remove(_next, out TResult? result))
            {
                _ready.Enqueue(result);
                _next++;
            }
        }

        Changed.Set();
    }

    public bool TryTake(out TResult result)
    {
        lock (_gate)
        {
            if (!_ready.TryDequeue(out result!))
            {
                return false;
            }

            _taken++;
            return true;
        }
    }
}
