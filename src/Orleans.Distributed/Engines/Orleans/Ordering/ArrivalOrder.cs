namespace Orleans.Distributed.Ordering;

/// <summary>Restores the order of one sender's messages, which are numbered from 1.</summary>
internal sealed class ArrivalOrder(TimeProvider time)
{
    /// <summary>
    /// How long a message waits for the one before it. The engine has lost that one then, which it does only when it has failed
    /// the call as well; the rest must not wait for ever.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, TaskCompletionSource> _waiting = [];
    private long _next = 1;

    /// <summary>Waits until it is this message's turn.</summary>
    public ValueTask EnterAsync(long number)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (number <= _next)
            {
                return ValueTask.CompletedTask;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[number] = turn;
        }

        return WaitAsync(number, turn.Task);
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
            if (_waiting.Remove(_next, out TaskCompletionSource? turn))
            {
                turn.SetResult();
            }
        }
    }

    private async ValueTask WaitAsync(long number, Task turn)
    {
        try
        {
            await turn.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            SkipTo(number);
        }
    }

    private void SkipTo(long number)
    {
        lock (_gate)
        {
            if (number <= _next)
            {
                return;
            }

            _next = number;
            foreach ((long earlier, TaskCompletionSource turn) in _waiting.Where(w => w.Key <= number).ToArray())
            {
                _waiting.Remove(earlier);
                turn.TrySetResult();
            }
        }
    }
}
