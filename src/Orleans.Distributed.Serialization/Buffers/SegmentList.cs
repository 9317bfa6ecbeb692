using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Serialization.Buffers;

/// <summary>
/// What a message holds beyond the first chunk of the caller's buffer. Nothing reaches the caller before the message is complete,
/// and large arrays are not copied into it: they are copied once, straight to the caller's buffer.
/// </summary>
internal sealed class SegmentList
{
    private const int WriteStep = 1 << 20;
    private readonly List<Segment> _segments = [];

    /// <summary>Bytes in all segments.</summary>
    public long Length { get; private set; }

    public int Count => _segments.Count;

    public void Add(in Segment segment)
    {
        _segments.Add(segment);
        Length += segment.Length;
    }

    public Span<byte> Bytes(int index)
    {
        Segment segment = _segments[index];
        return MemoryMarshal.CreateSpan(
            ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(segment.Array), (nint)segment.Offset), segment.Length);
    }

    public void CopyTo(IBufferWriter<byte> output)
    {
        var sharing = output as IPayloadOutput;
        var arrays = output as IArrayOutput;
        for (int i = 0; i < _segments.Count; i++)
        {
            if (_segments[i] is { Memory: { } memory } shared)
            {
                if (sharing is not null)
                {
                    sharing.Append(((byte[])shared.Array).AsMemory(shared.Offset, shared.Length), memory);
                    continue;
                }

                memory.Late?.CopyAll();
            }

            ReadOnlySpan<byte> bytes = Bytes(i);
            if (arrays is not null && bytes.Length >= ArrayStretch.MinLength && _segments[i] is { Pooled: false, Array: byte[] whole } && whole.Length == bytes.Length)
            {
                arrays.NoteArray(bytes.Length);
            }

            // Not of memory that goes back to a pool, which it may do before.
            if (arrays is not null && _segments[i] is { Pooled: false, Memory: null } own && arrays.TryCopyLater(own.Array, own.Offset, own.Length))
            {
                continue;
            }

            while (!bytes.IsEmpty)
            {
                Span<byte> target = output.GetSpan(Math.Min(bytes.Length, WriteStep));
                int count = Math.Min(bytes.Length, target.Length);
                bytes[..count].CopyTo(target);
                output.Advance(count);
                bytes = bytes[count..];
            }
        }
    }

    public void Clear()
    {
        if (_segments.Count == 0)
        {
            return;
        }

        foreach (Segment segment in _segments)
        {
            if (segment.Pooled)
            {
                ArrayPool<byte>.Shared.Return((byte[])segment.Array);
            }
        }

        _segments.Clear();
        Length = 0;
    }
}
