using System.Net;

namespace Orleans.Runtime.Networking.Transport;

/// <summary>
/// The two-way stream of bytes under a link. One thread receives while another sends; <see cref="Abort"/> may come from any.
/// A stream that broke throws <see cref="IOException"/> or <see cref="System.Net.Sockets.SocketException"/>.
/// </summary>
internal interface ILinkTransport : IDisposable
{
    /// <summary>The peer's end.</summary>
    IPEndPoint RemoteEndPoint { get; }

    /// <summary>Reads what is there, and waits when there is nothing.</summary>
    /// <returns>The number of bytes read, at least 1; 0 when the peer sends no more.</returns>
    int Receive(Span<byte> buffer);

    /// <summary>Writes what there is room for, and does not wait.</summary>
    /// <returns>The number of bytes taken; 0 when there is no room now.</returns>
    int TrySend(ReadOnlySpan<byte> buffer);

    /// <summary>Writes as much of the pieces as there is room for, in one go, and does not wait.</summary>
    /// <returns>The number of bytes taken; 0 when there is no room now.</returns>
    int TrySend(IList<ArraySegment<byte>> buffers);

    /// <summary>Waits until there is something to read, or the end.</summary>
    /// <returns><see langword="false"/> when the time passed without.</returns>
    bool WaitReadable(TimeSpan timeout);

    /// <summary>Waits until there is room to write, or the stream broke.</summary>
    /// <returns><see langword="false"/> when the time passed without.</returns>
    bool WaitWritable(TimeSpan timeout);

    /// <summary>Tells the peer that nothing more will be sent.</summary>
    void EndSending();

    /// <summary>Breaks the stream both ways, at once, and wakes whoever waits in a call on it.</summary>
    void Abort();
}
