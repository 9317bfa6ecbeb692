using System.Buffers;
using Orleans.Runtime.Networking.Framing;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>
/// Large messages that wait to be written or are under way, and whatever must not overtake them. A few are under way at a time,
/// a chunk of each in turn. Messages with the same ordering key as a large one wait here, at the sender, until its last chunk is
/// written: so order costs the receiver nothing, and what waits counts against the sender's bounds. Not thread-safe: its owner has
/// a lock.
/// </summary>
internal sealed class BulkLane
{
    private readonly Queue<BulkSend> _waiting = new();
    private readonly Queue<BulkSend> _underWay = new();
    private readonly Dictionary<ulong, Queue<HeldFrame>> _held = [];
    private int _begun;
    private ulong _lastNumber;

    /// <summary>Whether nothing waits and nothing is between two chunks.</summary>
    public bool IsEmpty => _waiting.Count == 0 && _underWay.Count == 0;

    /// <summary>Whether messages with this ordering key must wait for a large one.</summary>
    public bool Holds(ulong orderingKey) => orderingKey != 0 && _held.Count != 0 && _held.ContainsKey(orderingKey);

    /// <summary>Lets a message wait for the large one with the same key.</summary>
    public void Hold(ulong orderingKey, HeldFrame frame) => _held[orderingKey].Enqueue(frame);

    /// <summary>Adds a large message.</summary>
    /// <param name="bulk">The message.</param>
    /// <param name="notBefore">How far the lane of small frames must be written before it may begin.</param>
    /// <returns><see langword="false"/> when it waits for another with the same key, and there is nothing new to write.</returns>
    public bool Add(BulkSend bulk, long notBefore)
    {
        if (Holds(bulk.OrderingKey))
        {
            Hold(bulk.OrderingKey, new HeldFrame(null, 0, 0, bulk));
            return false;
        }

        if (bulk.OrderingKey != 0)
        {
            _held.Add(bulk.OrderingKey, new Queue<HeldFrame>());
        }

        bulk.NotBefore = notBefore;
        _waiting.Enqueue(bulk);
        return true;
    }

    /// <summary>Takes the message whose chunk is next; <see langword="null"/> when there is none that may go now.</summary>
    /// <param name="written">How far the lane of small frames is written.</param>
    public BulkSend? Next(long written)
    {
        if (_begun < LinkProtocol.MaxConcurrentBulks && _waiting.TryPeek(out var first) && first.NotBefore <= written)
        {
            _begun++;
            first.Number = ++_lastNumber;
            return _waiting.Dequeue();
        }

        return _underWay.TryDequeue(out var next) ? next : null;
    }

    /// <summary>Takes a message back after a chunk of it was written.</summary>
    /// <returns><see langword="true"/> when that was the last one; what waited for it is then queued.</returns>
    public bool Return(BulkSend bulk, FrameLane normal)
    {
        if (!bulk.Rest.IsEmpty)
        {
            _underWay.Enqueue(bulk);
            return false;
        }

        _begun--;
        if (bulk.OrderingKey != 0)
        {
            ReleaseHeld(bulk.OrderingKey, normal);
        }

        return true;
    }

    /// <summary>Hands out what was not begun, and releases everything.</summary>
    public void ReportUnsent(Action<ulong, ReadOnlySequence<byte>> report, Action<BulkSend> release)
    {
        foreach (var bulk in _underWay)
        {
            release(bulk);
        }

        foreach (var bulk in _waiting)
        {
            report(bulk.OrderingKey, bulk.ToWhole());
            release(bulk);
        }

        foreach (var (orderingKey, queue) in _held)
        {
            foreach (var held in queue)
            {
                if (held.Small is not null)
                {
                    report(orderingKey, new ReadOnlySequence<byte>(held.Small, 0, held.Length));
                    ArrayPool<byte>.Shared.Return(held.Small);
                }
                else
                {
                    report(orderingKey, held.Bulk!.ToWhole());
                    release(held.Bulk);
                }
            }
        }

        _underWay.Clear();
        _waiting.Clear();
        _held.Clear();
    }

    private void ReleaseHeld(ulong orderingKey, FrameLane normal)
    {
        var queue = _held[orderingKey];
        while (queue.TryDequeue(out var held))
        {
            if (held.Bulk is not null)
            {
                held.Bulk.NotBefore = normal.TotalAppended;
                _waiting.Enqueue(held.Bulk);
                return;
            }

            normal.Append(FrameKind.Message, orderingKey, held.Checksum, held.Small.AsSpan(0, held.Length));
            ArrayPool<byte>.Shared.Return(held.Small!);
        }

        _held.Remove(orderingKey);
    }
}
