using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Serialization;

/// <content>Where the bytes go.</content>
public ref partial struct ValueWriter
{
    private const int FirstChunkSize = 256;
    private const int SmallestChunk = 4096;
    private const int LargestChunk = 1 << 18;

    // From this size on, an array is put aside and copied once, straight into the output.
    private const int AsideSize = 8192;

    internal readonly long Written => Math.Max(_firstLength, 0) + Context.Segments.Length + _position - _chunkStart;

    /// <summary>
    /// Gives room of at least <paramref name="count"/> bytes in one piece; <see cref="Advance"/> tells how much was used.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Room(int count)
    {
        if (_span.Length - _position < count)
        {
            NextChunk(count);
        }

        return _span[_position..];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int count) => _position += count;

    /// <summary>Gives bytes that are filled in later; they stay valid until the message is complete.</summary>
    internal Span<byte> Hole(int count)
    {
        Span<byte> hole = Room(count)[..count];
        _position += count;
        return hole;
    }

    internal void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= _span.Length - _position)
        {
            bytes.CopyTo(_span[_position..]);
            _position += bytes.Length;
            return;
        }

        int fits = _span.Length - _position;
        bytes[..fits].CopyTo(_span[_position..]);
        _position += fits;
        NextChunk(bytes.Length - fits);
        bytes[fits..].CopyTo(_span[_position..]);
        _position += bytes.Length - fits;
    }

    /// <summary>Writes a stretch of an array's memory, without copying it twice when it is large.</summary>
    internal void WriteArray(Array array, long offset, long length)
    {
        if (length < AsideSize)
        {
            WriteBytes(MemoryMarshal.CreateReadOnlySpan(
                ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(array), (nint)offset), (int)length));
            return;
        }

        PutAside(new Segment(array, checked((int)offset), checked((int)length), false));
    }

    /// <summary>Writes pooled memory, without copying it where the output can send it from where it lies.</summary>
    internal void WriteShared(ReadOnlyMemory<byte> bytes, PayloadMemory memory)
    {
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array);
        PutAside(new Segment(array.Array ?? [], array.Offset, array.Count, false, memory));
    }

    private void PutAside(in Segment segment)
    {
        CheckSize(segment.Length);
        Seal(false);
        Context.Segments.Add(segment);
        if (_chunk is null)
        {
            _span = default;
            _position = 0;
        }
    }

    private readonly void CheckSize(long more)
    {
        if (Written + more > Codec.MaxBytes)
        {
            throw new UnsendableValueException(
                $"The message is larger than {Codec.MaxBytes:N0} bytes. Send it in parts, or raise ValueCodecOptions.MaxBytes at both sides.");
        }
    }

    private void NextChunk(int count)
    {
        CheckSize(count);
        int size = (int)Math.Clamp(Written, SmallestChunk, LargestChunk);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(Math.Max(size, count));
        Seal(true);
        _chunk = chunk;
        _chunkStart = 0;
        _span = chunk;
        _position = 0;
    }

    /// <summary>Ends the current stretch. A chunk that is given up goes back to the pool when the message ends.</summary>
    private void Seal(bool giveUp)
    {
        if (_firstLength < 0)
        {
            _firstLength = _position;
        }
        else if (_chunk is not null && (giveUp || _position > _chunkStart))
        {
            Context.Segments.Add(new Segment(_chunk, _chunkStart, _position - _chunkStart, giveUp));
            _chunkStart = _position;
        }
        else
        {
            return;
        }

        if (_chunk is null)
        {
            _span = default;
            _position = 0;
            _chunkStart = 0;
        }
    }

    private long Flush()
    {
        Seal(true);
        CheckSize(0);
        long length = _firstLength + Context.Segments.Length;
        _output.Advance(_firstLength);
        Context.Segments.CopyTo(_output);
        return length;
    }
}
