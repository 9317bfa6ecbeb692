using System.Collections.Concurrent;

namespace Orleans.Distributed.Scheduling;

/// <summary>What waits for a thread for user code, in order.</summary>
internal sealed class WorkQueue
{
    private readonly ConcurrentQueue<WorkItem> _items = new();
    private long _taken;

    public bool IsEmpty => _items.IsEmpty;

    public int Count => _items.Count;

    /// <summary>How many items were taken, ever. While that stands still, none is taken up.</summary>
    public long Taken => Volatile.Read(ref _taken);

    public void Add(WorkItem item) => _items.Enqueue(item);

    public bool TryTake(out WorkItem item)
    {
        if (!_items.TryDequeue(out item))
        {
            return false;
        }

        Interlocked.Increment(ref _taken);
        return true;
    }
}
