namespace Orleans.Distributed.Ordering;

/// <summary>Restores the order of one sender's messages, which are numbered from 1.</summary>
internal sealed class ArrivalOrder : IDisposable
{
    /// <summary>
    /// How long no message may be let in while some wait, until the one that is missing counts as lost. The engine loses a message
    /// only when it fails the call as well; the rest must not wait for ever. A flood that is merely slow is not a loss.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, TaskCompletionSource> _waiting = [];
    private readonly TimeProvider _time;

    // One for all that wait: there may be very many.
    private readonly ITimer _watch;
    private long _next = 1;
    private long _lastProgress;
    private bool _watching;

    public ArrivalOrder(TimeProvider time)
    {
        _time = time;
        _lastProgress = time.GetTimestamp();
        _watch = time.CreateTimer(
            static state => ((ArrivalOrder)state!).OnWatch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until it is this message's turn.</summary>
    public ValueTask EnterAsync(long number)
    {
        lock (_gate)
        {
            if (number <= _next)
            {
                return ValueTask.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[number] = turn;
            if (!_watching)
            {
                _watching = true;
                _watch.Change(Patience, Timeout.InfiniteTimeSpan);
            }

            return new ValueTask(turn.Task);
        }
    }

    /// <summary>The message is taken care of as far as order matters.</summary>
    public void Leave(long number)
    {
        lock (_gate)
        {
            if (number != _next)
            {
                return;
            }

            _next++;
            _lastProgress = _time.GetTimestamp();
            if (_waiting.Remove(_next, out TaskCompletionSource? turn))
            {
                turn.SetResult();
            }
        }
    }

    /// <summary>The sender is gone: what waits for its messages goes on without them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _next = long.MaxValue;
            foreach (TaskCompletionSource turn in _waiting.Values)
            {
                turn.SetResult();
            }

            _waiting.Clear();
        }

        _watch.Dispose();
    }

    /// <summary>Goes on with the first message that is there, when nothing has happened for too long.</summary>
    private void OnWatch()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _watching = false;
                return;
            }

            if (_time.GetElapsedTime(_lastProgress) >= Patience)
            {
                _next = _waiting.First().Key;
                _lastProgress = _time.GetTimestamp();
                _waiting.Remove(_next, out TaskCompletionSource? turn);
                turn!.SetResult();
            }

            _watch.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }
}
