using System.Buffers;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>A copy of a large message in pooled memory.</summary>
internal sealed class PooledCopy : IDisposable
{
    private byte[]? _buffer;

    public PooledCopy(ReadOnlySpan<byte> bytes)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(_buffer);
        Bytes = new ReadOnlySequence<byte>(_buffer, 0, bytes.Length);
    }

    /// <summary>The copy.</summary>
    public ReadOnlySequence<byte> Bytes { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
