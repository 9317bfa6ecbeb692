using System.Collections.Concurrent;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Events;

/// <summary>What happens to the workers, for any number of readers.</summary>
internal sealed class WorkerEventFeed(ProcessTable processes) : IAsyncEnumerable<WorkerEvent>, IDisposable
{
    /// <summary>How many events are kept for a reader that does not read.</summary>
    public const int Capacity = 1024;

    private readonly ConcurrentDictionary<WorkerEventReader, byte> _readers = new();
    private volatile bool _isComplete;

    public IAsyncEnumerator<WorkerEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        var queue = new WorkerEventQueue(Capacity);
        var reader = new WorkerEventReader(this, queue, cancellationToken);
        _readers[reader] = 0;
        if (_isComplete)
        {
            // Looked at only now: either the completion sees the reader, or the reader the completion.
            End(reader);
            return reader;
        }

        processes.Subscribe(queue.Add);
        return reader;
    }

    /// <summary>This process does not belong to the cluster any more: readers come to their end.</summary>
    public void Complete()
    {
        _isComplete = true;
        foreach (WorkerEventReader reader in _readers.Keys)
        {
            End(reader);
        }
    }

    public void Dispose() => Complete();

    public void End(WorkerEventReader reader)
    {
        processes.Unsubscribe(reader.Queue.Add);
        reader.Queue.Complete();
        _readers.TryRemove(reader, out _);
    }
}
