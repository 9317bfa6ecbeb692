using System.Collections.Concurrent;

namespace Orleans.Distributed.References;

/// <summary>Changes that one owner was not told of yet, in order. Adding never blocks: finalizers do it.</summary>
internal sealed class ReferenceQueue
{
    private readonly ConcurrentQueue<ReferenceUpdate> _updates = new();

    public bool IsEmpty => _updates.IsEmpty;

    public int Count => _updates.Count;

    public void Add(in ReferenceUpdate update) => _updates.Enqueue(update);

    /// <summary>Takes out the oldest change.</summary>
    public bool TryTake(out ReferenceUpdate update) => _updates.TryDequeue(out update);
}
