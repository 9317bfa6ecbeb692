using System.Net;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>A stream whose bytes go to memory and come from there, as often as wanted.</summary>
internal sealed class MemoryTransport(int capacity) : ILinkTransport
{
    private readonly byte[] _bytes = new byte[capacity];
    private int _written;
    private int _read;

    public IPEndPoint RemoteEndPoint { get; } = new(IPAddress.Loopback, 1);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _written = 0;

    /// <summary>Lets everything be read once more.</summary>
    public void Rewind() => _read = 0;

    public int Receive(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _written - _read);
        _bytes.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    public int TrySend(ReadOnlySpan<byte> buffer)
    {
        buffer.CopyTo(_bytes.AsSpan(_written));
        _written += buffer.Length;
        return buffer.Length;
    }

    public int TrySend(IList<ArraySegment<byte>> buffers)
    {
        int count = 0;
        foreach (ArraySegment<byte> buffer in buffers)
        {
            count += TrySend(buffer.AsSpan());
        }

        return count;
    }

    public bool WaitReadable(TimeSpan timeout) => true;

    public bool WaitWritable(TimeSpan timeout) => true;

    public void EndSending() => throw new NotSupportedException();

    public void Abort() => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is held.
    }
}
