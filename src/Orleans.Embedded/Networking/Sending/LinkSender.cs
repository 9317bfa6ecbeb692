using System.Buffers;
using System.Diagnostics;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>
/// The sending half of a link. Whoever sends when nothing is being written writes at once, on its own thread, without ever
/// waiting for room; what meets a write in progress is queued, and goes out with all else that is queued, from the link's writer
/// thread. So an idle link adds no delay, and a busy one shares writes among many frames.
/// </summary>
/// <remarks>
/// One gate guards the queues. The right to write (<see cref="_writing"/>) is taken and given up under the gate and used outside
/// of it; it passes from a sender to the writer thread when the sender would have to wait (<see cref="_handedOver"/>).
/// </remarks>
internal sealed partial class LinkSender
{
    private const int DirectBytes = 1024 * 1024;
    private const int CorkLimit = 16 * 1024;
    private const long ControlQueueBytes = 4L << 20;

    [ThreadStatic]
    private static FrameRate? _threadRate;

    private readonly object _gate = new();
    private readonly ILinkTransport _transport;
    private readonly LinkOptions _options;
    private readonly Action<Exception> _onFailed;
    private readonly FrameLane _control = new();
    private readonly FrameLane _normal = new();
    private readonly BulkLane _bulk = new();
    private readonly SendBudget _controlBudget = new(ControlQueueBytes);
    private readonly SendBudget _smallBudget;
    private readonly SendBudget _bulkBudget;
    private readonly PendingWrite _pending = new();

    private bool _writing;
    private bool _handedOver;
    private bool _closing;
    private bool _refusesBounded;
    private bool _bulkTurn;
    private bool _writerWaits;
    private int _corkedThread;
    private bool _corkedWork;
    private readonly FrameRate _rate = new();
    private long _framesSent;

    public LinkSender(ILinkTransport transport, LinkOptions options, Action<Exception> onFailed)
    {
        _transport = transport;
        _options = options;
        _onFailed = onFailed;
        _smallBudget = new SendBudget(options.SendQueueBytes);
        _bulkBudget = new SendBudget(options.BulkQueueBytes);
    }

    /// <summary>How many frames were taken for sending.</summary>
    public long FramesSent => Volatile.Read(ref _framesSent);

    /// <summary>How many writes the transport was asked for.</summary>
    public long SocketWrites => _pending.Writes;

    /// <summary>How many bytes wait.</summary>
    public long QueuedBytes
    {
        get
        {
            lock (_gate)
            {
                return _controlBudget.Used + _smallBudget.Used + _bulkBudget.Used;
            }
        }
    }

    /// <summary>Sends a control frame, ahead of all others.</summary>
    public SendStatus SendControl(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        var checksum = FrameChecksum.Compute(payload);
        bool write;
        lock (_gate)
        {
            if (_closing)
            {
                return SendStatus.Closed;
            }

            if (!_controlBudget.TryTake(FrameHeader.Size + payload.Length, SendMode.Bounded))
            {
                return SendStatus.Full;
            }

            _control.Append(kind, 0, checksum, payload);
            _framesSent++;
            write = TryBeginWrite();
        }

        return Sent(write);
    }

    /// <summary>Sends a message by copying it.</summary>
    public SendStatus SendSmall(ulong orderingKey, ReadOnlySpan<byte> payload, SendMode mode)
    {
        var checksum = FrameChecksum.Compute(payload);
        bool write;
        lock (_gate)
        {
            if (IsRefused(mode))
            {
                return SendStatus.Closed;
            }

            if (!_smallBudget.TryTake(FrameHeader.Size + payload.Length, mode))
            {
                return SendStatus.Full;
            }

            _framesSent++;
            if (_bulk.Holds(orderingKey))
            {
                var copy = ArrayPool<byte>.Shared.Rent(payload.Length);
                payload.CopyTo(copy);
                _bulk.Hold(orderingKey, new HeldFrame(copy, payload.Length, checksum, null));
                return SendStatus.Sent;
            }

            _normal.Append(FrameKind.Message, orderingKey, checksum, payload);
            write = TryBeginWrite();
        }

        return Sent(write);
    }

    /// <summary>Sends a message from where it lies, in chunks.</summary>
    public SendStatus SendBulk(BulkSend bulk, SendMode mode)
    {
        bool write;
        lock (_gate)
        {
            if (IsRefused(mode))
            {
                return SendStatus.Closed;
            }

            if (!_bulkBudget.TryTake(bulk.Payload.Length, mode))
            {
                return SendStatus.Full;
            }

            _framesSent++;
            if (!_bulk.Add(bulk, _normal.TotalAppended))
            {
                return SendStatus.Sent;
            }

            write = TryBeginWrite();
        }

        return Sent(write);
    }

    /// <summary>Whether a message of this size fits now, or the link is closing.</summary>
    public bool HasRoomFor(long size)
    {
        lock (_gate)
        {
            return IsRefused(SendMode.Bounded) || (size > _options.BulkThreshold ? _bulkBudget.Fits(size) : _smallBudget.Fits(FrameHeader.Size + size));
        }
    }

    /// <summary>Takes no more messages that mind the bounds, as if the link were closed. Those that wait for room wake up.</summary>
    public void RefuseBounded()
    {
        lock (_gate)
        {
            _refusesBounded = true;
            _smallBudget.WakeAll();
            _bulkBudget.WakeAll();
        }
    }

    /// <summary>Waits until a message of this size can be expected to fit, or the link closes.</summary>
    public Task WaitForRoomAsync(long size, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (IsRefused(SendMode.Bounded))
            {
                return Task.CompletedTask;
            }

            return size > _options.BulkThreshold
                ? _bulkBudget.WaitAsync(size, cancellationToken)
                : _smallBudget.WaitAsync(FrameHeader.Size + size, cancellationToken);
        }
    }

    /// <summary>
    /// From here to <see cref="Uncork"/>, what the calling thread sends is gathered instead of written at once. For the reader
    /// thread, whose handler may answer each frame of a batch.
    /// </summary>
    public void Cork() => Volatile.Write(ref _corkedThread, Environment.CurrentManagedThreadId);

    /// <summary>Ends <see cref="Cork"/>, and writes what was gathered.</summary>
    public void Uncork()
    {
        Volatile.Write(ref _corkedThread, 0);
        if (!_corkedWork)
        {
            return;
        }

        _corkedWork = false;
        bool write;
        lock (_gate)
        {
            write = !_closing && !_writing && TakeNext();
            _writing |= write;
        }

        Sent(write);
    }

    // Under the gate.
    private bool IsRefused(SendMode mode) => _closing || (_refusesBounded && mode == SendMode.Bounded);

    private SendStatus Sent(bool write)
    {
        if (write)
        {
            WriteDirectly();
        }

        return SendStatus.Sent;
    }

    // Under the gate, after something was queued: shall the calling thread write?
    private bool TryBeginWrite()
    {
        if (_writing)
        {
            return false;
        }

        if (_corkedThread == Environment.CurrentManagedThreadId)
        {
            _corkedWork = true;
            if (_controlBudget.Used + _smallBudget.Used > CorkLimit)
            {
                WakeWriter();
            }

            return false;
        }

        if (IsStream())
        {
            WakeWriter();
            return false;
        }

        return _writing = TakeNext();
    }

    // Under the gate, for each frame. One write per frame is right for the odd frame, and wrong for a stream of them, over this link or from
    // this thread to many: that one goes through the writers, which find more at each turn.
    private bool IsStream()
    {
        long now = Stopwatch.GetTimestamp();
        return (_threadRate ??= new FrameRate()).Note(now) | _rate.Note(now);
    }

    // Under the gate: chooses what to write next. Control first; then small frames and chunks by turns, so that neither starves.
    private bool TakeNext()
    {
        if (_control.Take() is { } control)
        {
            _pending.Set(control, _control);
            return true;
        }

        if ((_bulkTurn || _normal.IsEmpty) && _bulk.Next(_normal.TotalAppended - _normal.Waiting) is { } bulk)
        {
            _bulkTurn = false;
            _pending.Set(bulk);
            return true;
        }

        if (_normal.Take() is { } block)
        {
            _bulkTurn = true;
            _pending.Set(block, _normal);
            return true;
        }

        return false;
    }

    // Under the gate: accounts for what was written. Returns a large message that is complete, to be released outside the gate.
    private BulkSend? Complete()
    {
        BulkSend? finished = null;
        if (_pending.Bulk is { } bulk)
        {
            _bulkBudget.Release(_pending.ChunkLength);
            if (_bulk.Return(bulk, _normal))
            {
                finished = bulk;
            }
        }
        else if (_pending is { Block: { } block, Lane: { } lane })
        {
            (lane == _control ? _controlBudget : _smallBudget).Release(block.Length);
            lane.Recycle(block);
        }

        _pending.Clear();
        return finished;
    }

    // With the right to write.
    private void WriteDirectly()
    {
        try
        {
            for (long bytes = 0; ;)
            {
                var done = _pending.TryAdvance(_transport);
                bytes += _pending.Written;
                BulkSend? finished = null;
                bool over;
                lock (_gate)
                {
                    if (done)
                    {
                        finished = Complete();
                    }

                    over = done && (_closing || !TakeNext());
                    if (over)
                    {
                        EndWrite();
                    }
                    else if (!done || bytes > DirectBytes)
                    {
                        _handedOver = true;
                        WakeWriter();
                        over = true;
                    }
                }

                Release(finished);
                if (over)
                {
                    return;
                }
            }
        }
        catch (Exception error) when (IsBroken(error))
        {
            Fail(error);
        }
    }

    // Under the gate: gives up the right to write.
    private void EndWrite()
    {
        _writing = false;
        if (_closing)
        {
            WakeWriter();
        }
        else
        {
            CompleteFlush();
        }
    }

    private void WakeWriter()
    {
        if (_writerWaits)
        {
            Monitor.Pulse(_gate);
        }
    }

    private void Release(BulkSend? finished)
    {
        try
        {
            finished?.Release();
        }
#pragma warning disable CA1031 // The owner is foreign code, and runs on a thread that must live on; what it throws ends the link.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _onFailed(error);
        }
    }

    private static bool IsBroken(Exception error) => error is IOException or System.Net.Sockets.SocketException or ObjectDisposedException;
}
