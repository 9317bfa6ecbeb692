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

    private static int _lastNumber;

    [ThreadStatic]
    private static FrameRate? _threadRate;

    // The number of the link that this thread sent over last; not the link, which the thread would keep.
    [ThreadStatic]
    private static int _threadLink;

    private readonly object _gate = new();
    private readonly ILinkTransport _transport;
    private readonly LinkOptions _options;
    private readonly Action<Exception> _onFailed;
    private readonly SendQueues _queues;
    private readonly PendingWrite _pending = new();

    private bool _writing;
    private bool _handedOver;
    private bool _closing;
    private bool _refusesBounded;
    private bool _writerWaits;
    private int _corkedThread;
    private bool _corkedWork;
    private readonly FrameRate _rate = new();
    private readonly int _number = Interlocked.Increment(ref _lastNumber);
    private bool _hasReceived;

    public LinkSender(ILinkTransport transport, LinkOptions options, Action<Exception> onFailed)
    {
        _transport = transport;
        _options = options;
        _onFailed = onFailed;
        _queues = new SendQueues(options);
    }

    /// <summary>How many frames were taken for sending.</summary>
    public long FramesSent => _queues.Added;

    /// <summary>How many writes the transport was asked for.</summary>
    public long SocketWrites => _pending.Writes;

    /// <summary>How many bytes wait.</summary>
    public long QueuedBytes
    {
        get
        {
            lock (_gate)
            {
                return _queues.Bytes;
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

            if (!_queues.TryAddControl(kind, checksum, payload))
            {
                return SendStatus.Full;
            }

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

            if (!_queues.TryAddSmall(orderingKey, checksum, payload, mode, out var isHeld))
            {
                return SendStatus.Full;
            }

            write = !isHeld && TryBeginWrite();
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

            if (!_queues.TryAddBulk(bulk, mode, out var isHeld))
            {
                return SendStatus.Full;
            }

            write = !isHeld && TryBeginWrite();
        }

        return Sent(write);
    }

    /// <summary>Whether a message of this size fits now, or the link is closing.</summary>
    public bool HasRoomFor(long size)
    {
        lock (_gate)
        {
            return IsRefused(SendMode.Bounded) || _queues.HasRoomFor(size);
        }
    }

    /// <summary>Takes no more messages that mind the bounds, as if the link were closed. Those that wait for room wake up.</summary>
    public void RefuseBounded()
    {
        lock (_gate)
        {
            _refusesBounded = true;
            _queues.WakeAll();
        }
    }

    /// <summary>Waits until a message of this size can be expected to fit, or the link closes.</summary>
    public Task WaitForRoomAsync(long size, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return IsRefused(SendMode.Bounded) ? Task.CompletedTask : _queues.WaitForRoomAsync(size, cancellationToken);
        }
    }

    /// <summary>
    /// From here to <see cref="Uncork"/>, what the calling thread sends is gathered instead of written at once. For the reader
    /// thread, whose handler may answer each frame of a batch.
    /// </summary>
    public void Cork()
    {
        Volatile.Write(ref _hasReceived, true);
        Volatile.Write(ref _corkedThread, Environment.CurrentManagedThreadId);
    }

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
            write = !_closing && !_writing && _queues.TakeNext(_pending);
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
            if (_queues.SmallBytes > CorkLimit)
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

        return _writing = _queues.TakeNext(_pending);
    }

    // Under the gate, for each frame. One write per frame is right for the odd frame, and wrong for a stream of them, over this link or from
    // this thread to many: that one goes through the writers, which find more at each turn. Frames that go to and fro, each an answer to the one
    // before, are no stream, however fast they are.
    private bool IsStream()
    {
        long now = Stopwatch.GetTimestamp();
        bool follows = Volatile.Read(ref _hasReceived);
        _hasReceived = false;
        bool sameLink = _threadLink == _number;
        _threadLink = _number;
        return (_threadRate ??= new FrameRate()).IsStream(now, counts: !follows || !sameLink) | _rate.IsStream(now, counts: !follows);
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
                        finished = _queues.Complete(_pending);
                    }

                    over = done && (_closing || !_queues.TakeNext(_pending));
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
