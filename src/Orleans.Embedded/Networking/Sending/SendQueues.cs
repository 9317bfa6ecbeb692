using System.Buffers;
using Orleans.Runtime.Networking.Framing;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>
/// What waits in a link to be written, within its bounds, and in which order it goes: control frames first; then small frames and chunks of
/// large messages by turns, so that neither starves. Not thread-safe: its owner has a lock.
/// </summary>
internal sealed class SendQueues(LinkOptions options)
{
    private const long ControlQueueBytes = 4L << 20;

    private readonly FrameLane _control = new();
    private readonly FrameLane _normal = new();
    private readonly BulkLane _bulk = new();
    private readonly SendBudget _controlBudget = new(ControlQueueBytes);
    private readonly SendBudget _smallBudget = new(options.SendQueueBytes);
    private readonly SendBudget _bulkBudget = new(options.BulkQueueBytes);
    private readonly long _bulkThreshold = options.BulkThreshold;
    private bool _bulkTurn;
    private long _added;

    /// <summary>Whether nothing waits, apart from what is being written.</summary>
    public bool IsEmpty => _control.IsEmpty && _normal.IsEmpty && _bulk.IsEmpty;

    /// <summary>How many bytes wait.</summary>
    public long Bytes => SmallBytes + _bulkBudget.Used;

    /// <summary>How many bytes wait that are not of large messages.</summary>
    public long SmallBytes => _controlBudget.Used + _smallBudget.Used;

    /// <summary>How many frames and large messages were ever added. May be read without the lock.</summary>
    public long Added => Volatile.Read(ref _added);

    /// <summary>Adds a control frame.</summary>
    /// <returns><see langword="false"/> when there is no room for it.</returns>
    public bool TryAddControl(FrameKind kind, uint checksum, ReadOnlySpan<byte> payload)
    {
        if (!_controlBudget.TryTake(FrameHeader.Size + payload.Length, SendMode.Bounded))
        {
            return false;
        }

        _control.Append(kind, 0, checksum, payload);
        _added++;
        return true;
    }

    /// <summary>Adds a message by copying it.</summary>
    /// <param name="orderingKey">Messages with the same one stay in order, unless it is 0.</param>
    /// <param name="checksum">The checksum of <paramref name="payload"/>.</param>
    /// <param name="payload">The message.</param>
    /// <param name="mode">Whether it minds the bounds.</param>
    /// <param name="isHeld">Whether it waits for a large message, and there is nothing new to write.</param>
    /// <returns><see langword="false"/> when there is no room for it.</returns>
    public bool TryAddSmall(ulong orderingKey, uint checksum, ReadOnlySpan<byte> payload, SendMode mode, out bool isHeld)
    {
        isHeld = false;
        if (!_smallBudget.TryTake(FrameHeader.Size + payload.Length, mode))
        {
            return false;
        }

        _added++;
        isHeld = _bulk.Holds(orderingKey);
        if (isHeld)
        {
            var copy = ArrayPool<byte>.Shared.Rent(payload.Length);
            payload.CopyTo(copy);
            _bulk.Hold(orderingKey, new HeldFrame(copy, payload.Length, checksum, null));
        }
        else
        {
            _normal.Append(FrameKind.Message, orderingKey, checksum, payload);
        }

        return true;
    }

    /// <summary>Adds a message that stays where it lies.</summary>
    /// <param name="bulk">The message.</param>
    /// <param name="mode">Whether it minds the bounds.</param>
    /// <param name="isHeld">Whether it waits for another large message, and there is nothing new to write.</param>
    /// <returns><see langword="false"/> when there is no room for it.</returns>
    public bool TryAddBulk(BulkSend bulk, SendMode mode, out bool isHeld)
    {
        isHeld = false;
        if (!_bulkBudget.TryTake(bulk.Payload.Length, mode))
        {
            return false;
        }

        _added++;
        isHeld = !_bulk.Add(bulk, _normal.TotalAppended);
        return true;
    }

    /// <summary>Whether a message of this size fits now.</summary>
    public bool HasRoomFor(long size) => IsBulk(size) ? _bulkBudget.Fits(size) : _smallBudget.Fits(FrameHeader.Size + size);

    /// <summary>Waits until a message of this size can be expected to fit, or <see cref="WakeAll"/> is called.</summary>
    public Task WaitForRoomAsync(long size, CancellationToken cancellationToken) => IsBulk(size)
        ? _bulkBudget.WaitAsync(size, cancellationToken)
        : _smallBudget.WaitAsync(FrameHeader.Size + size, cancellationToken);

    /// <summary>Wakes everyone who waits for room.</summary>
    public void WakeAll()
    {
        _smallBudget.WakeAll();
        _bulkBudget.WakeAll();
    }

    /// <summary>Chooses what is written next.</summary>
    /// <returns><see langword="false"/> when there is nothing to write.</returns>
    public bool TakeNext(PendingWrite pending)
    {
        if (_control.Take() is { } control)
        {
            pending.Set(control, _control);
            return true;
        }

        if ((_bulkTurn || _normal.IsEmpty) && _bulk.Next(_normal.TotalAppended - _normal.Waiting) is { } bulk)
        {
            _bulkTurn = false;
            pending.Set(bulk);
            return true;
        }

        if (_normal.Take() is { } block)
        {
            _bulkTurn = true;
            pending.Set(block, _normal);
            return true;
        }

        return false;
    }

    /// <summary>Accounts for what was written. Returns a large message that is complete, to be released outside the lock.</summary>
    public BulkSend? Complete(PendingWrite pending)
    {
        BulkSend? finished = null;
        if (pending.Bulk is { } bulk)
        {
            _bulkBudget.Release(pending.ChunkLength);
            if (_bulk.Return(bulk, _normal))
            {
                finished = bulk;
            }
        }
        else if (pending is { Block: { } block, Lane: { } lane })
        {
            (lane == _control ? _controlBudget : _smallBudget).Release(block.Length);
            lane.Recycle(block);
        }

        pending.Clear();
        return finished;
    }

    /// <summary>Hands out every message of which not one byte was given to the transport, and gives all memory back.</summary>
    /// <param name="pending">What was being written.</param>
    /// <param name="report">Takes each message and its ordering key.</param>
    /// <param name="release">Gives a large message up.</param>
    public void ReportUnsent(PendingWrite pending, Action<ulong, ReadOnlySequence<byte>> report, Action<BulkSend> release)
    {
        if (pending is { Block: { } current, Lane: { } lane })
        {
            ReportBlock(current, lane == _normal ? pending.Written : current.Length, report);
        }

        if (pending.Bulk is { } begun)
        {
            if (pending.Written == 0 && pending.IsFirstChunk)
            {
                report(begun.OrderingKey, begun.ToWhole());
            }

            release(begun);
        }

        while (_control.Take() is { } control)
        {
            control.Release();
        }

        while (_normal.Take() is { } block)
        {
            ReportBlock(block, 0, report);
        }

        _bulk.ReportUnsent(report, release);
        _control.Release();
        _normal.Release();
        pending.Release();
    }

    private bool IsBulk(long size) => size > _bulkThreshold;

    // Frames start at the block's start; the one that the position lies in was begun.
    private static void ReportBlock(FrameBlock block, int written, Action<ulong, ReadOnlySequence<byte>> report)
    {
        for (var at = 0; at < block.Length;)
        {
            var header = FrameHeader.Read(block.Buffer.AsSpan(at));
            var payload = at + FrameHeader.Size;
            if (at >= written)
            {
                report(header.Key, new ReadOnlySequence<byte>(block.Buffer, payload, header.Length));
            }

            at = payload + header.Length;
        }

        block.Release();
    }
}
