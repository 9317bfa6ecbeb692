using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Events;

/// <summary>One reader of the events. It misses nothing from its creation on, whenever it begins to read.</summary>
internal sealed class WorkerEventReader(WorkerEventFeed feed, WorkerEventQueue queue, CancellationToken cancellationToken)
    : IAsyncEnumerator<WorkerEvent>
{
    private WorkerEvent? _current;

    public WorkerEventQueue Queue { get; } = queue;

    public WorkerEvent Current => _current ?? throw new InvalidOperationException("There is no current event: MoveNextAsync was not called, or has returned false.");

    public ValueTask<bool> MoveNextAsync()
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return MoveNextCoreAsync();
    }

    public ValueTask DisposeAsync()
    {
        UserCodeThread.Ensure(static reader => reader.End(), this);
        return ValueTask.CompletedTask;
    }

    private void End() => feed.End(this);

    private async ValueTask<bool> MoveNextCoreAsync()
    {
        _current = await Queue.ReadAsync(cancellationToken).ConfigureAwait(false);
        return _current is not null;
    }
}
