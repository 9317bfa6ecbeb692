namespace Orleans.Distributed.Events;

/// <summary>One reader of the events. It misses nothing from its creation on, whenever it begins to read.</summary>
internal sealed class WorkerEventReader(WorkerEventFeed feed, WorkerEventQueue queue, CancellationToken cancellationToken)
    : IAsyncEnumerator<WorkerEvent>
{
    private WorkerEvent? _current;

    public WorkerEventQueue Queue { get; } = queue;

    public WorkerEvent Current => _current ?? throw new InvalidOperationException("There is no current event: MoveNextAsync was not called, or has returned false.");

    public async ValueTask<bool> MoveNextAsync()
    {
        _current = await Queue.ReadAsync(cancellationToken).ConfigureAwait(false);
        return _current is not null;
    }

    public ValueTask DisposeAsync()
    {
        feed.End(this);
        return ValueTask.CompletedTask;
    }
}
