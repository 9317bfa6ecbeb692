using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orleans.Distributed.Benchmarks.Yardsticks;

/// <summary>A process that sends back what it gets over a bare socket, when it has got all of it.</summary>
internal sealed class SocketPeer : IDisposable
{
    public const string Role = "--socket-peer";

    private readonly Process _process;
    private readonly Socket _socket;

    private SocketPeer(Process process, Socket socket)
    {
        _process = process;
        _socket = socket;
    }

    public static async Task<SocketPeer> StartAsync()
    {
        Process process = OwnProgram.Start(Role);
        int port = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new SocketPeer(process, socket);
    }

    /// <summary>Sends a message and waits until it is back.</summary>
    public async Task EchoAsync(byte[] message, byte[] answer)
    {
        byte[] header = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, message.Length);
        Task sending = SendAsync(header, message);
        await ReceiveAsync(answer);
        await sending;
    }

    /// <summary>The other side of it, for one connection.</summary>
    public static void Serve()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        using Socket socket = listener.Accept();
        socket.NoDelay = true;
        byte[] header = new byte[sizeof(int)];
        byte[] message = [];
        while (Receive(socket, header))
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(header);
            message = message.Length == length ? message : new byte[length];
            if (!Receive(socket, message))
            {
                return;
            }

            socket.Send(message);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool Receive(Socket socket, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int received = socket.Receive(buffer);
            if (received == 0)
            {
                return false;
            }

            buffer = buffer[received..];
        }

        return true;
    }

    private async Task SendAsync(byte[] header, byte[] message)
    {
        ArraySegment<byte>[] parts = [header, message];
        int sent = await _socket.SendAsync(parts);
        while (sent < header.Length + message.Length)
        {
            sent += await _socket.SendAsync(message.AsMemory(sent - header.Length));
        }
    }

    private async Task ReceiveAsync(Memory<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int received = await _socket.ReceiveAsync(buffer);
            buffer = received > 0 ? buffer[received..] : throw new IOException("The peer has closed the connection.");
        }
    }
}
