namespace Orleans.Distributed.Events;

/// <summary>The events that one reader has not read yet. Bounded: when the reader is too slow, the oldest are dropped and counted.</summary>
internal sealed class WorkerEventQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<WorkerEvent> _events = new();
    private TaskCompletionSource? _waiting;
    private int _missed;
    private bool _isComplete;

    /// <summary>Takes an event in; never waits.</summary>
    public void Add(WorkerEvent change)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            if (_isComplete)
            {
                return;
            }

            if (_events.Count >= capacity)
            {
                _events.Dequeue();
                _missed++;
            }

            _events.Enqueue(change);
            waiting = _waiting;
            _waiting = null;
        }

        waiting?.SetResult();
    }

    /// <summary>Nothing more comes; what is there can still be read.</summary>
    public void Complete()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _isComplete = true;
            waiting = _waiting;
            _waiting = null;
        }

        waiting?.SetResult();
    }

    /// <summary>The next event; <see langword="null"/> when there will be none. For one reader.</summary>
    public async ValueTask<WorkerEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task coming;
            lock (_gate)
            {
                if (_missed > 0)
                {
                    var missed = new WorkerEventsMissed(_missed);
                    _missed = 0;
                    return missed;
                }

                if (_events.TryDequeue(out WorkerEvent? next))
                {
                    return next;
                }

                if (_isComplete)
                {
                    return null;
                }

                _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                coming = _waiting.Task;
            }

            await coming.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
