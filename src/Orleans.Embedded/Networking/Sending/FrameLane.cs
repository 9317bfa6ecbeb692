using Orleans.Runtime.Networking.Framing;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>
/// Small frames that wait to be written, in order, encoded and packed into blocks. Not thread-safe: its owner has a lock.
/// A quiet lane keeps one small block; a busy one rents larger ones, so that a backlog goes out in few writes.
/// </summary>
internal sealed class FrameLane
{
    private const int QuietBlock = 16 * 1024;
    private const int BusyBlock = 64 * 1024;

    private readonly Queue<FrameBlock> _blocks = new();
    private FrameBlock? _last;
    private FrameBlock? _spare;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _blocks.Count == 0;

    /// <summary>How many bytes were ever appended.</summary>
    public long TotalAppended { get; private set; }

    /// <summary>How many bytes wait, without those that were taken.</summary>
    public long Waiting { get; private set; }

    /// <summary>Adds a frame at the end.</summary>
    public void Append(FrameKind kind, ulong key, uint checksum, ReadOnlySpan<byte> payload)
    {
        var size = FrameHeader.Size + payload.Length;
        var block = _last is not null && _last.HasRoomFor(size) ? _last : AddBlock(size);
        var frame = block.Buffer.AsSpan(block.Length, size);
        FrameHeader.Write(frame, kind, payload.Length, key, checksum);
        payload.CopyTo(frame[FrameHeader.Size..]);
        block.Length += size;
        TotalAppended += size;
        Waiting += size;
    }

    /// <summary>Takes the frames that waited longest, as many as share a block; <see langword="null"/> when nothing waits.</summary>
    public FrameBlock? Take()
    {
        if (!_blocks.TryDequeue(out var block))
        {
            return null;
        }

        if (_blocks.Count == 0)
        {
            _last = null;
        }

        Waiting -= block.Length;
        return block;
    }

    /// <summary>Gives back a block that was taken and written.</summary>
    public void Recycle(FrameBlock block)
    {
        if (_spare is null && block.Buffer.Length == QuietBlock)
        {
            block.Length = 0;
            _spare = block;
        }
        else
        {
            block.Release();
        }
    }

    /// <summary>Gives the memory of an empty lane back.</summary>
    public void Release()
    {
        _spare?.Release();
        _spare = null;
    }

    private FrameBlock AddBlock(int size)
    {
        if (_blocks.Count == 0 && size <= QuietBlock)
        {
            _last = _spare ?? new FrameBlock(QuietBlock);
            _spare = null;
        }
        else
        {
            _last = new FrameBlock(Math.Max(size, BusyBlock));
        }

        _blocks.Enqueue(_last);
        return _last;
    }
}
