using System.Net;
using System.Net.Sockets;
using Orleans.Runtime.Networking;
using Orleans.Runtime.Networking.Handshake;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>A socket that a test drives byte by byte.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;

    public RawPeer(IPEndPoint endPoint)
    {
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Connect(endPoint);
        _socket.ReceiveTimeout = (int)Limits.Generous.TotalMilliseconds;
    }

    public RawPeer(Socket socket)
    {
        _socket = socket;
        _socket.ReceiveTimeout = (int)Limits.Generous.TotalMilliseconds;
    }

    /// <summary>Connects and proves membership; what follows is up to the test.</summary>
    /// <returns>The peer, and what it said during the handshake.</returns>
    public static (RawPeer Peer, byte[] Said) Proven(IPEndPoint endPoint, LinkOptions options)
    {
        var peer = new RawPeer(endPoint);
        using var tap = new TapTransport(new SocketTransport(peer._socket, (IPEndPoint)peer._socket.RemoteEndPoint!));
        ConnectorHandshake.Run(tap, options, _ => LinkAdmission.Accept(new RecordingHandler()), new Deadline(options), CancellationToken.None);
        peer._socket.Blocking = true;
        return (peer, tap.Said);
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += _socket.Send(bytes[sent..]);
        }
    }

    public byte[] Read(int count)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            var read = _socket.Receive(bytes.AsSpan(have));
            Assert.NotEqual(0, read);
            have += read;
        }

        return bytes;
    }

    /// <summary>Reads until the other side closes, politely or not.</summary>
    public byte[] ReadToEnd()
    {
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = _socket.Receive(buffer)) != 0;)
            {
                all.Write(buffer, 0, read);
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed, if not politely.
        }

        return all.ToArray();
    }

    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection as a killed process with unread input does.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
