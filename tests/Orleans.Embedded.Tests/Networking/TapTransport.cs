using System.Net;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Notes what is sent. Does not own the transport under it.</summary>
internal sealed class TapTransport(ILinkTransport inner) : ILinkTransport
{
    private readonly List<byte> _said = [];

    public byte[] Said => [.. _said];

    public IPEndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public int Receive(Span<byte> buffer) => inner.Receive(buffer);

    public int TrySend(ReadOnlySpan<byte> buffer)
    {
        var count = inner.TrySend(buffer);
        _said.AddRange(buffer[..count]);
        return count;
    }

    public int TrySend(IList<ArraySegment<byte>> buffers) => throw new NotSupportedException("A handshake sends one piece at a time.");

    public bool WaitReadable(TimeSpan timeout) => inner.WaitReadable(timeout);

    public bool WaitWritable(TimeSpan timeout) => inner.WaitWritable(timeout);

    public void EndSending() => inner.EndSending();

    public void Abort() => inner.Abort();

    public void Dispose()
    {
        // The transport is the test's.
    }
}
