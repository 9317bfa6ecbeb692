using System.Collections.Concurrent;

namespace Orleans.Distributed.Mapping;

/// <summary>How far a batch is at its worker, where the rest of it may be taken back while it runs.</summary>
internal sealed class BatchProgress(int count)
{
    private static readonly ConcurrentDictionary<(Guid Map, long Batch), BatchProgress> Running = new();

    /// <summary>How many items were begun, times two, and one more when no other may be. Without locks, since user code may be aborted anywhere.</summary>
    private int _state;

    /// <summary>Makes a batch known, so that it can be shortened.</summary>
    public static void Add((Guid Map, long Batch) key, BatchProgress progress) => Running[key] = progress;

    public static void Remove((Guid Map, long Batch) key) => Running.TryRemove(key, out _);

    /// <summary>Keeps a batch that runs in this program from beginning another item.</summary>
    /// <returns>How many items it has begun; -1 when it does not run here.</returns>
    public static int Shorten((Guid Map, long Batch) key) => Running.TryGetValue(key, out BatchProgress? batch) ? batch.Shorten() : -1;

    /// <summary>Takes the next item; false when there is none, or the rest was taken back.</summary>
    public bool TryBegin(out int offset)
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            offset = state >> 1;
            if ((state & 1) != 0 || offset >= count)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _state, state + 2, state) == state)
            {
                return true;
            }
        }
    }

    private int Shorten() => Interlocked.Or(ref _state, 1) >> 1;
}
