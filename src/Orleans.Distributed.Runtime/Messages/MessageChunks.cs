using System.Buffers;

namespace Orleans.Distributed.Messages;

/// <summary>The pooled memory of one large message, in the order of its bytes.</summary>
internal sealed class MessageChunks : IDisposable
{
    private readonly List<byte[]> _buffers = [];
    private Chunk? _first;
    private Chunk? _last;

    public ReadOnlySequence<byte> Bytes => new(_first!, 0, _last!, _last!.Memory.Length);

    /// <summary>Adds a chunk that came from the pool, and goes back there.</summary>
    public void Add(byte[] buffer, int length)
    {
        _buffers.Add(buffer);
        _last = new Chunk(buffer.AsMemory(0, length), _last);
        _first ??= _last;
    }

    public void Dispose()
    {
        foreach (byte[] buffer in _buffers)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Chunk : ReadOnlySequenceSegment<byte>
    {
        public Chunk(ReadOnlyMemory<byte> memory, Chunk? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
