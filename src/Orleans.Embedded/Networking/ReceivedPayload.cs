using System.Buffers;

namespace Orleans.Runtime.Networking;

/// <summary>The bytes of a message that its receiver took over. Disposing gives the memory back; the bytes are invalid from then on.</summary>
internal sealed class ReceivedPayload : IDisposable
{
    private readonly ReadOnlySequence<byte> _bytes;
    private IReadOnlyList<byte[]>? _buffers;

    internal ReceivedPayload(ReadOnlySequence<byte> bytes, IReadOnlyList<byte[]> buffers)
    {
        _bytes = bytes;
        _buffers = buffers;
    }

    /// <summary>The message's bytes.</summary>
    /// <exception cref="ObjectDisposedException">The payload was disposed.</exception>
    public ReadOnlySequence<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffers is null, this);
            return _bytes;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffers, null) is { } buffers)
        {
            foreach (var buffer in buffers)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
