using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Orleans.Runtime.Networking.Transport;

/// <summary>
/// Unix domain sockets beside the TCP ports of listeners: processes of one machine take half of the time over them. They are in the abstract
/// namespace of Linux, so there are no files, and whoever shares the loopback address of a listener, and nobody else, can reach its socket too.
/// </summary>
internal static partial class LocalSockets
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>Listens beside a bound TCP port.</summary>
    /// <param name="endPoint">Where that is.</param>
    /// <param name="backlog">How many connections may wait.</param>
    /// <returns>The socket; <see langword="null"/> where there can be none.</returns>
    public static Socket? TryListen(IPEndPoint endPoint, int backlog)
    {
        if (!CanName(endPoint))
        {
            return null;
        }

        Socket? socket = null;
        try
        {
            socket = NewSocket();
            socket.Bind(NameOf(endPoint));
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException)
        {
            // Somebody else has the name, or the system allows no such sockets. The port works.
            socket?.Dispose();
            return null;
        }
    }

    /// <summary>Connects to who listens beside a TCP port, if somebody does on this machine, as the same user.</summary>
    /// <param name="endPoint">The port.</param>
    /// <returns>The socket, which does not block; <see langword="null"/> when the port is to be tried.</returns>
    public static Socket? TryConnect(IPEndPoint endPoint)
    {
        if (!CanName(endPoint))
        {
            return null;
        }

        Socket? socket = null;
        try
        {
            socket = NewSocket();
            socket.Blocking = false;
            socket.Connect(NameOf(endPoint));
            if (IsOwnUser(socket))
            {
                return socket;
            }
        }
        catch (SocketException)
        {
            // Nobody listens there, too many wait, or the system allows no such sockets.
        }

        socket?.Dispose();
        return null;
    }

    // A port on all addresses has no one name, and an address may be that of another machine.
    private static bool CanName(IPEndPoint endPoint) =>
        OperatingSystem.IsLinux() && !endPoint.Address.Equals(IPAddress.Any) && !endPoint.Address.Equals(IPAddress.IPv6Any);

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static UnixDomainSocketEndPoint NameOf(IPEndPoint endPoint) => new($"\0Orleans.Embedded/{endPoint}");

    /// <summary>Anybody can take a free name, before the process that it is for.</summary>
    private static bool IsOwnUser(Socket socket)
    {
        Span<int> credentials = stackalloc int[3];
        int length = socket.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        return length == MemoryMarshal.AsBytes(credentials).Length && (uint)credentials[1] == GetEffectiveUserId();
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
