using System.Net;
using System.Net.Sockets;

namespace Orleans.Runtime.Networking.Transport;

/// <summary>
/// A transport over a TCP or a Unix domain socket. The socket is non-blocking and is waited for with poll on the link's own threads, never with
/// the asynchronous socket engine: that one runs on the thread pool, which user code may fill.
/// </summary>
internal sealed class SocketTransport : ILinkTransport
{
    // What the system has taken, a small frame can no longer overtake. On loopback the automatic sizes grow to tens of megabytes,
    // without being faster; between machines they are needed, and the network, not the reader, is where bytes wait.
    private const int LoopbackReceiveBuffer = 2 * 1024 * 1024;
    private const int LoopbackSendBuffer = 1024 * 1024;

    // An answer often comes before the thread would be asleep, and to wake it takes longer than to ask again. In between it gives the
    // processor to whoever wants it.
    private static readonly int AttemptsBeforeWait = Environment.ProcessorCount > 1 ? 100 : 0;

    private readonly Socket _socket;

    /// <param name="socket">A TCP socket, or one of <see cref="LocalSockets"/>.</param>
    /// <param name="remoteEndPoint">The other end, for messages.</param>
    public SocketTransport(Socket socket, IPEndPoint remoteEndPoint)
    {
        _socket = socket;
        RemoteEndPoint = remoteEndPoint;
        socket.Blocking = false;
        if (!IsLocal)
        {
            socket.NoDelay = true;
        }

        if (IsLocal || IPAddress.IsLoopback(remoteEndPoint.Address))
        {
            socket.ReceiveBufferSize = LoopbackReceiveBuffer;
            socket.SendBufferSize = LoopbackSendBuffer;
        }
    }

    public IPEndPoint RemoteEndPoint { get; }

    /// <summary>Whether the other end is a process of this machine, and not connected over the network at all.</summary>
    public bool IsLocal => _socket.AddressFamily == AddressFamily.Unix;

    public int Receive(Span<byte> buffer)
    {
        for (int attempt = 0; ; attempt++)
        {
            var count = _socket.Receive(buffer, SocketFlags.None, out var error);
            switch (error)
            {
                case SocketError.Success:
                    return count;
                case SocketError.WouldBlock when attempt < AttemptsBeforeWait:
                    Thread.Yield();
                    break;
                case SocketError.WouldBlock:
                    _socket.Poll(-1, SelectMode.SelectRead);
                    break;
                case SocketError.Interrupted:
                    break;
                default:
                    throw new SocketException((int)error);
            }
        }
    }

    public int TrySend(ReadOnlySpan<byte> buffer)
    {
        var count = _socket.Send(buffer, SocketFlags.None, out var error);
        return Taken(count, error);
    }

    public int TrySend(IList<ArraySegment<byte>> buffers)
    {
        var count = _socket.Send(buffers, SocketFlags.None, out var error);
        return Taken(count, error);
    }

    public bool WaitReadable(TimeSpan timeout) => _socket.Poll(timeout, SelectMode.SelectRead);

    public bool WaitWritable(TimeSpan timeout) => _socket.Poll(timeout, SelectMode.SelectWrite);

    public void EndSending() => Shutdown(SocketShutdown.Send);

    public void Abort() => Shutdown(SocketShutdown.Both);

    public void Dispose() => _socket.Dispose();

    private static int Taken(int count, SocketError error) => error switch
    {
        SocketError.Success => count,
        SocketError.WouldBlock or SocketError.Interrupted or SocketError.NoBufferSpaceAvailable => 0,
        _ => throw new SocketException((int)error),
    };

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            _socket.Shutdown(how);
        }
        catch (SocketException)
        {
            // The connection is gone already, which is what was asked for.
        }
        catch (ObjectDisposedException)
        {
            // Likewise.
        }
    }
}
