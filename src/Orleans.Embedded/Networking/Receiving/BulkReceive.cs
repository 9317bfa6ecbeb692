using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Networking.Receiving;

/// <summary>
/// A large message that is arriving. Its memory grows with what has arrived (each stretch is at most as long as all before it, or
/// one chunk), so that a peer which announces much and sends little costs little. Whole arrays are read into arrays of their own, which
/// become the values: of these only what has arrived takes memory, too.
/// </summary>
/// <param name="orderingKey">The sender's ordering key.</param>
/// <param name="length">How long it is.</param>
/// <param name="arrays">Where whole arrays lie in it, ascending.</param>
internal sealed class BulkReceive(ulong orderingKey, long length, IReadOnlyList<ArrayStretch> arrays)
{
    private const int LargestBuffer = 1024 * 1024;

    private readonly List<byte[]> _buffers = [];
    private PayloadPiece? _first;
    private PayloadPiece? _last;
    private byte[]? _array;
    private int _nextArray;
    private int _filled;
    private int _segmentStart;
    private bool _detached;

    /// <summary>The sender's ordering key.</summary>
    public ulong OrderingKey { get; } = orderingKey;

    /// <summary>How many bytes have arrived.</summary>
    public long Received { get; private set; }

    /// <summary>How many bytes are still to come.</summary>
    public long Missing => length - Received;

    /// <summary>How long the next chunk may be at most: it may not have bytes of an array and others.</summary>
    public long LongestChunk => Math.Min(Missing, _nextArray == arrays.Count
        ? Missing
        : Received < arrays[_nextArray].Position ? arrays[_nextArray].Position - Received : arrays[_nextArray].End - Received);

    /// <summary>The whole message, once nothing is missing.</summary>
    public ReadOnlySequence<byte> Payload => new(_first!, 0, _last!, _last!.Memory.Length);

    private bool IsInArray => _nextArray < arrays.Count && Received >= arrays[_nextArray].Position;

    /// <summary>Makes room for a chunk.</summary>
    public Span<byte> Reserve(int chunk)
    {
        if (IsInArray)
        {
            _array ??= GC.AllocateUninitializedArray<byte>(arrays[_nextArray].Length);
            return _array.AsSpan((int)(Received - arrays[_nextArray].Position), chunk);
        }

        if (_buffers.Count == 0 || _buffers[^1].Length - _filled < chunk)
        {
            EndSegment();
            var wanted = Math.Min(Math.Min(LongestChunk, Math.Max(Received, LinkProtocol.MaxChunkPayload)), LargestBuffer);
            _buffers.Add(ArrayPool<byte>.Shared.Rent((int)Math.Max(chunk, wanted)));
            _filled = 0;
            _segmentStart = 0;
        }

        return _buffers[^1].AsSpan(_filled, chunk);
    }

    /// <summary>The chunk arrived in the room that was made for it.</summary>
    public void Commit(int chunk)
    {
        Received += chunk;
        if (_array is not null)
        {
            if (Received == arrays[_nextArray].End)
            {
                EndArray();
            }
        }
        else
        {
            _filled += chunk;
        }

        if (Missing == 0)
        {
            EndSegment();
        }
    }

    /// <summary>Hands the memory over.</summary>
    public ReceivedPayload Detach()
    {
        if (_detached)
        {
            throw new InvalidOperationException("The frame was detached already.");
        }

        _detached = true;
        return new ReceivedPayload(Payload, _buffers);
    }

    /// <summary>Gives the memory back, unless it was handed over.</summary>
    public void Release()
    {
        if (!_detached)
        {
            _detached = true;
            foreach (var buffer in _buffers)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private void EndArray()
    {
        EndSegment();
        Add(_array);
        _array = null;
        _nextArray++;
    }

    private void EndSegment()
    {
        if (_filled > _segmentStart)
        {
            Add(_buffers[^1].AsMemory(_segmentStart, _filled - _segmentStart));
            _segmentStart = _filled;
        }
    }

    private void Add(ReadOnlyMemory<byte> bytes)
    {
        _last = new PayloadPiece(bytes, _last);
        _first ??= _last;
    }
}
