using System.Net;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>A stream with a given content, which comes in pieces of random length.</summary>
internal sealed class MemoryTransport(ReadOnlyMemory<byte> content, Random random) : ILinkTransport
{
    private ReadOnlyMemory<byte> _rest = content;

    public IPEndPoint RemoteEndPoint { get; } = new(IPAddress.Loopback, 1);

    public int Receive(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, _rest.Length), 1 + (random.Next(4) == 0 ? random.Next(30) : random.Next(100_000)));
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public int TrySend(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

    public int TrySend(IList<ArraySegment<byte>> buffers) => throw new NotSupportedException();

    public bool WaitReadable(TimeSpan timeout) => true;

    public bool WaitWritable(TimeSpan timeout) => throw new NotSupportedException();

    public void EndSending() => throw new NotSupportedException();

    public void Abort() => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is held.
    }
}
