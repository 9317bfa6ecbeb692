using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Receiving;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking;

/// <content>What the link's own threads do.</content>
internal sealed partial class Link
{
    /// <summary>Makes a link and its writer thread. The caller's thread goes on with <see cref="Run"/>.</summary>
    /// <exception cref="OutOfMemoryException">There is no thread left; nothing was started.</exception>
    internal static Link Start(ILinkTransport transport, LinkPeer peer, ILinkHandler handler, LinkOptions options)
    {
        var link = new Link(transport, peer, handler, options);
        link._writer.Start();
        return link;
    }

    /// <summary>The body of the reader thread: reads until the link ends, and then cleans up and tells the handler.</summary>
    /// <param name="opened">Called after the handler was told that the link is open.</param>
    internal void Run(Action<Link>? opened = null)
    {
        Guard(() => _handler.OnOpened(this));
        opened?.Invoke(this);
        Read();
        DiscardRest();
        _sender.ReaderDone();
        _writer.Join();
        Guard(() => _sender.ReportUnsent((key, payload) => Guard(() => _handler.OnUnsent(this, key, payload))));
        _transport.Dispose();
        Guard(() => _handler.OnClosed(this, _closed!));
        _ended.SetResult(_closed!);
    }

    private void Read()
    {
        try
        {
            _reader.Run(() => !IsOpen);
            BeginClose(new LinkClosed(LinkCloseReason.Lost, $"{Peer.RemoteEndPoint} closed the connection without a word."), goodbye: null);
        }
        catch (LinkProtocolException error)
        {
            BeginClose(new LinkClosed(LinkCloseReason.ProtocolError, error.Message, error), $"Protocol error: {error.Message}");
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            BeginClose(new LinkClosed(LinkCloseReason.Lost, $"The connection to {Peer.RemoteEndPoint} broke: {error.Message}", error), goodbye: null);
        }
#pragma warning disable CA1031 // The handler is foreign code, and this thread must live to clean up; what it throws ends the link.
        catch (Exception error)
#pragma warning restore CA1031
        {
            BeginClose(HandlerFailed(error), "An internal error.");
        }
    }

    // After a close from this side the peer may still be sending. It is read and dropped until the peer has seen the goodbye and closed its
    // side (the writer thread limits the time): see LinkSender.SayGoodbye.
    private void DiscardRest()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (_transport.Receive(buffer) != 0)
            {
                // Dropped.
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            // The connection broke, which ends the rest as well.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    void IFrameSink.BeginBatch()
    {
        Volatile.Write(ref _lastHeard, _options.TimeProvider.GetTimestamp());
        Volatile.Write(ref _isHandling, true);
        _sender.Cork();
    }

    void IFrameSink.EndBatch()
    {
        Volatile.Write(ref _lastHeard, _options.TimeProvider.GetTimestamp());
        Volatile.Write(ref _isHandling, false);
        _sender.Uncork();
    }

    void IFrameSink.OnFrame(FrameKind kind, ulong key, ReadOnlySequence<byte> payload)
    {
        switch (kind)
        {
            case FrameKind.Message:
                _handler.OnFrame(this, new ReceivedFrame(key, payload));
                break;
            case FrameKind.Control:
                _handler.OnControl(this, payload.FirstSpan);
                break;
            case FrameKind.Ping:
                _sender.SendControl(FrameKind.Pong, payload.FirstSpan);
                break;
            case FrameKind.Pong:
                var sent = BinaryPrimitives.ReadInt64LittleEndian(payload.FirstSpan);
                Volatile.Write(ref _lastAnsweredPing, Math.Min(sent, _options.TimeProvider.GetTimestamp()));
                Volatile.Write(ref _roundTrip, Math.Max(0, _options.TimeProvider.GetElapsedTime(sent).Ticks));
                break;
            case FrameKind.Goodbye:
                BeginClose(new LinkClosed(LinkCloseReason.Remote, Encoding.UTF8.GetString(payload.FirstSpan)), goodbye: null);
                break;
            default:
                throw new LinkProtocolException($"A {kind} frame is not expected here.");
        }
    }

    void IFrameSink.OnBulk(BulkReceive bulk) => _handler.OnFrame(this, new ReceivedFrame(bulk));

    private void OnSendFailed(Exception error) =>
        BeginClose(
            error is IOException or SocketException or ObjectDisposedException
                ? new LinkClosed(LinkCloseReason.Lost, $"The connection to {Peer.RemoteEndPoint} broke: {error.Message}", error)
                : HandlerFailed(error),
            goodbye: null);

    private void BeginClose(LinkClosed closed, string? goodbye)
    {
        if (Interlocked.CompareExchange(ref _closed, closed, null) is null)
        {
            _sender.Close(goodbye is null ? null : Shorten(goodbye));
        }
    }

    // Foreign code on the link's own threads: what it throws ends the link, never the process.
    private void Guard(Action call)
    {
        try
        {
            call();
        }
#pragma warning disable CA1031 // See above.
        catch (Exception error)
#pragma warning restore CA1031
        {
            BeginClose(HandlerFailed(error), "An internal error.");
        }
    }

    private static LinkClosed HandlerFailed(Exception error) =>
        new(LinkCloseReason.HandlerFailed, $"The handler of a link threw {error.GetType().Name}: {error.Message}", error);

    private static byte[] Shorten(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= LinkProtocol.MaxReasonBytes ? bytes : bytes[..LinkProtocol.MaxReasonBytes];
    }
}
