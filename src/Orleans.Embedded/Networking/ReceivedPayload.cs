using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Networking;

/// <summary>
/// The bytes of a message that its receiver took over. Disposing gives the memory back, once the payloads that share it are given up as well;
/// the bytes are invalid from then on.
/// </summary>
internal sealed class ReceivedPayload(ReadOnlySequence<byte> bytes, IReadOnlyList<byte[]> buffers) : IPayloadSource, IDisposable
{
    private readonly ReadOnlySequence<byte> _bytes = bytes;
    private int _references = 1;
    private bool _disposed;

    /// <summary>The message's bytes.</summary>
    /// <exception cref="ObjectDisposedException">The payload was disposed.</exception>
    public ReadOnlySequence<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <inheritdoc/>
    public Payload Share(long fromEnd, long length)
    {
        Interlocked.Increment(ref _references);
        return new Payload(new PayloadMemory(_bytes.Slice(_bytes.Length - fromEnd, length), new Sharer(this)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            Release();
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            foreach (var buffer in buffers)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private sealed class Sharer(ReceivedPayload payload) : IDisposable
    {
        public void Dispose() => payload.Release();
    }
}
