using System.Collections.Concurrent;

namespace Orleans.Distributed.References;

/// <summary>Changes that one owner was not told of yet, in order. Adding never blocks: finalizers do it.</summary>
internal sealed class ReferenceQueue
{
    private readonly ConcurrentQueue<ReferenceUpdate> _updates = new();

    public bool IsEmpty => _updates.IsEmpty;

    public void Add(in ReferenceUpdate update) => _updates.Enqueue(update);

    /// <summary>Takes out at most <paramref name="limit"/> changes, the oldest first.</summary>
    public List<ReferenceUpdate> Take(int limit)
    {
        var batch = new List<ReferenceUpdate>(Math.Min(limit, _updates.Count));
        while (batch.Count < limit && _updates.TryDequeue(out ReferenceUpdate update))
        {
            batch.Add(update);
        }

        return batch;
    }
}
