using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Receiving;
using Orleans.Runtime.Networking.Sending;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking;

/// <summary>
/// A connection to a proven peer, over which either side sends messages. All members may be used from any thread.
/// </summary>
/// <remarks>
/// <para>Order: messages with the same ordering key, other than 0, arrive in the order in which they were sent, whatever their
/// sizes. Messages with different keys, or key 0, may overtake each other when one is large. Control frames overtake all.</para>
/// <para>Back-pressure: when the queue is full, <see cref="SendMode.Bounded"/> sends are answered <see cref="SendStatus.Full"/>,
/// and the sender awaits <see cref="WaitForRoomAsync"/>. The reader thread never waits for sending, so two peers that both send
/// much always take what the other sends.</para>
/// <para>Threads: a reader and a writer of its own; nothing here needs the thread pool, except the continuations of the tasks that
/// are handed out.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The transport lives as long as the reader thread, which disposes it.")]
internal sealed partial class Link : IFrameSink
{
    private readonly ILinkTransport _transport;
    private readonly LinkOptions _options;
    private readonly ILinkHandler _handler;
    private readonly LinkSender _sender;
    private readonly FrameReader _reader;
    private readonly TaskCompletionSource<LinkClosed> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _writer;
    private LinkClosed? _closed;
    private long _lastHeard;
    private bool _isHandling;
    private long _roundTrip = -1;
    private long _lastAnsweredPing;

    private Link(ILinkTransport transport, LinkPeer peer, ILinkHandler handler, LinkOptions options)
    {
        _transport = transport;
        _options = options;
        _handler = handler;
        Peer = peer;
        _sender = new LinkSender(transport, options, OnSendFailed);
        _reader = new FrameReader(transport, this, options.MaxMessageSize);
        _lastHeard = options.TimeProvider.GetTimestamp();
        _lastAnsweredPing = _lastHeard;
        _writer = new Thread(_sender.Run) { IsBackground = true, Name = $"Link writer {peer.RemoteEndPoint}" };
    }

    /// <summary>The process at the other end.</summary>
    public LinkPeer Peer { get; }

    /// <summary>Whether it leads over a Unix domain socket.</summary>
    public bool IsLocal => _transport is SocketTransport { IsLocal: true };

    /// <summary>Whether the link can still be sent on.</summary>
    public bool IsOpen => Volatile.Read(ref _closed) is null;

    /// <summary>How the link ended; <see langword="null"/> while it is open. Set before the handler is told.</summary>
    public LinkClosed? Closed => Volatile.Read(ref _closed);

    /// <summary>Completes after the handler was told that the link is closed, when nothing of the link runs any more.</summary>
    public Task<LinkClosed> Ended => _ended.Task;

    /// <summary>How long the last answered <see cref="Ping"/> took; <see langword="null"/> before the first.</summary>
    public TimeSpan? RoundTrip => Volatile.Read(ref _roundTrip) is >= 0 and var ticks ? new TimeSpan(ticks) : null;

    /// <summary>
    /// How long ago something arrived from the peer: anything at all, also part of a message. While the handler has what arrived nothing
    /// more is read, which is not the silence of the peer.
    /// </summary>
    public TimeSpan SinceLastHeard => Volatile.Read(ref _isHandling) && IsOpen ? TimeSpan.Zero : _options.TimeProvider.GetElapsedTime(Volatile.Read(ref _lastHeard));

    /// <summary>
    /// How long ago the last <see cref="Ping"/> that was answered had been sent; before the first, how long ago the link was made. The
    /// peer has certainly heard of this process since then, which <see cref="SinceLastHeard"/> does not tell: what a process that was
    /// suspended finds in its buffers is new to it and old to the peer.
    /// </summary>
    public TimeSpan SinceAnsweredPing => _options.TimeProvider.GetElapsedTime(Volatile.Read(ref _lastAnsweredPing));

    /// <summary>Counts, for measuring.</summary>
    public LinkStatistics Statistics =>
        new(_sender.FramesSent, _sender.SocketWrites, _reader.FramesReceived, _reader.SocketReads, _sender.QueuedBytes);

    /// <summary>Sends a message; its bytes are copied before this returns. Never waits.</summary>
    /// <param name="orderingKey">Orders this message among those with the same key; 0 when order does not matter.</param>
    /// <param name="payload">The message.</param>
    /// <param name="mode">Whether it minds the bounds of the queue.</param>
    /// <exception cref="ArgumentException">The message is larger than this process sends, or the peer takes.</exception>
    public SendStatus Send(ulong orderingKey, ReadOnlySpan<byte> payload, SendMode mode = SendMode.Bounded)
    {
        if (payload.Length <= _options.BulkThreshold)
        {
            return _sender.SendSmall(orderingKey, payload, mode);
        }

        CheckSize(payload.Length);
        var copy = new PooledCopy(payload);
        var status = _sender.SendBulk(new BulkSend(orderingKey, copy.Bytes, copy), mode);
        if (status != SendStatus.Sent)
        {
            copy.Dispose();
        }

        return status;
    }

    /// <summary>Sends a message from where it lies; a small one is copied. Never waits.</summary>
    /// <param name="orderingKey">Orders this message among those with the same key; 0 when order does not matter.</param>
    /// <param name="payload">The message. Its memory must not change until <paramref name="owner"/> is disposed.</param>
    /// <param name="owner">
    /// Disposed exactly once, on any thread, possibly before this returns, when the bytes are not needed any more: if, and only if,
    /// the answer is <see cref="SendStatus.Sent"/>. It must not throw or block. <see langword="null"/> when nobody needs to know.
    /// </param>
    /// <param name="mode">Whether it minds the bounds of the queue.</param>
    /// <param name="arrays">
    /// Where whole arrays lie in a large message, ascending: the peer reads each of them into an array of its own. By default none.
    /// </param>
    /// <param name="prepare">
    /// Called, on any thread, before bytes of a large message are read, with the position of the first one that is not going to be: the
    /// bytes before it must be there when it returns. It must not throw, or take long. By default all of them are there already.
    /// </param>
    /// <exception cref="ArgumentException">The message is larger than this process sends, or the peer takes.</exception>
    public SendStatus Send(
        ulong orderingKey,
        in ReadOnlySequence<byte> payload,
        IDisposable? owner,
        SendMode mode = SendMode.Bounded,
        IReadOnlyList<ArrayStretch>? arrays = null,
        Action<long>? prepare = null)
    {
        if (payload.Length > _options.BulkThreshold)
        {
            CheckSize(payload.Length);
            return _sender.SendBulk(new BulkSend(orderingKey, payload, owner) { Arrays = arrays ?? [], Prepare = prepare }, mode);
        }

        prepare?.Invoke(payload.Length);

        var status = payload.IsSingleSegment ? _sender.SendSmall(orderingKey, payload.FirstSpan, mode) : SendGathered(orderingKey, payload, mode);
        if (status == SendStatus.Sent)
        {
            owner?.Dispose();
        }

        return status;
    }

    /// <summary>Sends a control message, ahead of all others; its bytes are copied. Never waits.</summary>
    /// <returns><see cref="SendStatus.Full"/> when 4 MB of control messages wait: the peer has stopped taking them.</returns>
    /// <exception cref="ArgumentException">The message has more than 1 MB.</exception>
    public SendStatus SendControl(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > LinkProtocol.MaxControlPayload)
        {
            throw new ArgumentException($"A control message has {payload.Length} bytes, and may have {LinkProtocol.MaxControlPayload}.", nameof(payload));
        }

        return _sender.SendControl(FrameKind.Control, payload);
    }

    /// <summary>
    /// Asks the peer's reader thread for an answer. <see cref="RoundTrip"/> and <see cref="SinceLastHeard"/> tell the result.
    /// </summary>
    public SendStatus Ping()
    {
        Span<byte> payload = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(payload, _options.TimeProvider.GetTimestamp());
        return _sender.SendControl(FrameKind.Ping, payload);
    }

    /// <summary>
    /// Waits until a message of this size can be expected to fit into the queue, or the link is closed. Then send again: somebody
    /// else may have been faster.
    /// </summary>
    public Task WaitForRoomAsync(long size, CancellationToken cancellationToken = default) => _sender.WaitForRoomAsync(size, cancellationToken);

    /// <summary>Whether a message of this size fits into the queue now, or the link is closed.</summary>
    public bool HasRoomFor(long size) => _sender.HasRoomFor(size);

    /// <summary>
    /// From now on refuses <see cref="SendMode.Bounded"/> messages as if the link were closed: once <see cref="FlushAsync"/> has completed, the
    /// peer gets no more of them.
    /// </summary>
    public void RefuseBounded() => _sender.RefuseBounded();

    /// <summary>Completes when all that was sent is handed to the connection, or the link is closed.</summary>
    public Task FlushAsync() => _sender.FlushAsync();

    /// <summary>
    /// Closes the link: the peer is told <paramref name="reason"/>, what is queued is not sent any more, and nothing more is
    /// received. Await <see cref="FlushAsync"/> first for everything sent to get out. Returns at once; later calls do nothing.
    /// </summary>
    public void Close(string reason) => BeginClose(new LinkClosed(LinkCloseReason.Local, reason), reason);

    /// <summary>Breaks the connection at once, without a word to the peer: for peers that are believed dead.</summary>
    public void Abort(string reason)
    {
        BeginClose(new LinkClosed(LinkCloseReason.Local, reason), goodbye: null);
        _transport.Abort();
    }

    private SendStatus SendGathered(ulong orderingKey, in ReadOnlySequence<byte> payload, SendMode mode)
    {
        var length = (int)payload.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        payload.CopyTo(buffer);
        var status = _sender.SendSmall(orderingKey, buffer.AsSpan(0, length), mode);
        ArrayPool<byte>.Shared.Return(buffer);
        return status;
    }

    private void CheckSize(long length)
    {
        var limit = Math.Min(_options.MaxMessageSize, Peer.MaxMessageSize);
        if (length > limit)
        {
            throw new ArgumentException(
                $"A message has {length} bytes, and the link to {Peer.RemoteEndPoint} carries at most {limit}. "
                + $"Raise {nameof(LinkOptions.MaxMessageSize)} on both sides, or send less at a time.");
        }
    }
}
