using System.Buffers;
using System.Runtime.InteropServices;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>
/// What is being written now: a block of small frames, or a chunk of a large message. Whoever holds the right to write uses it;
/// it is finished before anything else is written, so that frames never mix.
/// </summary>
internal sealed class PendingWrite
{
    private const int SmallBelow = 4 * 1024;
    private const int CopyBelow = 16 * 1024;
    private const int HeaderSpace = (2 * FrameHeader.Size) + BulkBegin.MaxSize;
    private const int ScratchSize = HeaderSpace + (64 * 1024);

    private readonly List<ArraySegment<byte>> _pieces = [default, default];
    private byte[]? _scratch;
    private ArraySegment<byte> _first;
    private ArraySegment<byte> _second;
    private bool _prepared;

    /// <summary>The block being written, if it is one.</summary>
    public FrameBlock? Block { get; private set; }

    /// <summary>The lane that the block is from.</summary>
    public FrameLane? Lane { get; private set; }

    /// <summary>The large message being written, if it is one.</summary>
    public BulkSend? Bulk { get; private set; }

    /// <summary>How many bytes were handed to the transport.</summary>
    public int Written { get; private set; }

    /// <summary>How many bytes of the large message this chunk carries.</summary>
    public int ChunkLength { get; private set; }

    /// <summary>Whether something is being written.</summary>
    public bool IsActive => Block is not null || Bulk is not null;

    /// <summary>Whether it is hardly worth a write of its own.</summary>
    public bool IsSmall => Block is { Length: < SmallBelow };

    /// <summary>Whether the chunk being written is the first of its message.</summary>
    public bool IsFirstChunk { get; private set; }

    /// <summary>How many writes the transport was asked for, ever.</summary>
    public long Writes { get; private set; }

    /// <summary>Starts on a block of small frames.</summary>
    public void Set(FrameBlock block, FrameLane lane)
    {
        Block = block;
        Lane = lane;
        Written = 0;
        _first = new ArraySegment<byte>(block.Buffer, 0, block.Length);
        _second = default;
        _prepared = true;
    }

    /// <summary>Starts on the next chunk of a large message.</summary>
    public void Set(BulkSend bulk)
    {
        Bulk = bulk;
        Written = 0;
        IsFirstChunk = bulk.Rest.Length == bulk.Payload.Length;
        _prepared = false;
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        Block = null;
        Lane = null;
        Bulk = null;
        _first = default;
        _second = default;
    }

    /// <summary>Writes as much as there is room for.</summary>
    /// <returns><see langword="true"/> when all is written.</returns>
    public bool TryAdvance(ILinkTransport transport)
    {
        if (!_prepared)
        {
            PrepareChunk(Bulk!);
            _prepared = true;
        }

        var total = _first.Count + _second.Count;
        while (Written < total)
        {
            Writes++;
            var count = Write(transport);
            if (count == 0)
            {
                return false;
            }

            Written += count;
        }

        return true;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        if (_scratch is not null)
        {
            ArrayPool<byte>.Shared.Return(_scratch);
            _scratch = null;
        }
    }

    private int Write(ILinkTransport transport)
    {
        if (Written >= _first.Count)
        {
            return transport.TrySend(_second[(Written - _first.Count)..]);
        }

        if (_second.Count == 0)
        {
            return transport.TrySend(_first[Written..]);
        }

        _pieces[0] = _first[Written..];
        _pieces[1] = _second;
        return transport.TrySend(_pieces);
    }

    private void PrepareChunk(BulkSend bulk)
    {
        _scratch ??= ArrayPool<byte>.Shared.Rent(ScratchSize);
        var begin = IsFirstChunk ? WriteBegin(bulk) : 0;
        var head = begin + FrameHeader.Size;

        // A long stretch of memory is written from where it lies. Short ones are gathered first: a write each would cost more.
        var next = bulk.Rest.First;
        var longest = bulk.LongestChunk();
        bulk.Prepare?.Invoke(bulk.Payload.Length - bulk.Rest.Length + longest);
        if (next.Length >= CopyBelow && MemoryMarshal.TryGetArray(next, out var array))
        {
            _second = array[..Math.Min(array.Count, longest)];
            ChunkLength = _second.Count;
            _first = new ArraySegment<byte>(_scratch, 0, head);
        }
        else
        {
            var room = _scratch.AsSpan(head);
            ChunkLength = Gather(bulk.Rest, room[..Math.Min(room.Length, longest)]);
            _second = default;
            _first = new ArraySegment<byte>(_scratch, 0, head + ChunkLength);
        }

        var data = _second.Count != 0 ? _second.AsSpan() : _first.AsSpan(head);
        FrameHeader.Write(_scratch.AsSpan(begin), FrameKind.BulkData, ChunkLength, bulk.Number, FrameChecksum.Compute(data));
        bulk.Rest = bulk.Rest.Slice(ChunkLength);
    }

    private int WriteBegin(BulkSend bulk)
    {
        var begin = new BulkBegin(bulk.Number, bulk.Payload.Length, bulk.Arrays);
        Span<byte> payload = _scratch.AsSpan(FrameHeader.Size, begin.Size);
        begin.Write(payload);
        FrameHeader.Write(_scratch, FrameKind.BulkBegin, payload.Length, bulk.OrderingKey, FrameChecksum.Compute(payload));
        return FrameHeader.Size + payload.Length;
    }

    private static int Gather(ReadOnlySequence<byte> rest, Span<byte> destination)
    {
        var filled = 0;
        foreach (var piece in rest)
        {
            var stretch = piece.Length >= CopyBelow && filled > 0 && MemoryMarshal.TryGetArray(piece, out _);
            if (stretch || filled == destination.Length)
            {
                break;
            }

            var count = Math.Min(piece.Length, destination.Length - filled);
            piece.Span[..count].CopyTo(destination[filled..]);
            filled += count;
        }

        return filled;
    }
}
