using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Messages;

/// <summary>The pooled memory of one large message, in the order of its bytes.</summary>
internal sealed class MessageChunks : IDisposable
{
    private readonly List<byte[]> _buffers = [];
    private PayloadPiece? _first;
    private PayloadPiece? _last;

    public ReadOnlySequence<byte> Bytes => new(_first!, 0, _last!, _last!.Memory.Length);

    /// <summary>Adds a chunk that came from the pool, and goes back there.</summary>
    public void Add(byte[] buffer, int length)
    {
        _buffers.Add(buffer);
        _last = new PayloadPiece(buffer.AsMemory(0, length), _last);
        _first ??= _last;
    }

    public void Dispose()
    {
        foreach (byte[] buffer in _buffers)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
