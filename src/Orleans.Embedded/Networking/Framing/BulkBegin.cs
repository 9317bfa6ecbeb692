using System.Buffers.Binary;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Networking.Framing;

/// <summary>What is told of a large message before its bytes.</summary>
/// <param name="Number">Its number on the wire.</param>
/// <param name="Length">Its length, in bytes.</param>
/// <param name="Arrays">Where whole arrays lie in it, ascending.</param>
internal readonly record struct BulkBegin(ulong Number, long Length, IReadOnlyList<ArrayStretch> Arrays)
{
    public const int MinSize = 16;
    public const int MaxSize = MinSize + (ArrayStretch.MaxCount * ArraySize);
    private const int ArraySize = 16;

    /// <summary>How many bytes it takes.</summary>
    public int Size => MinSize + (Arrays.Count * ArraySize);

    /// <exception cref="LinkProtocolException">It contradicts itself.</exception>
    public static BulkBegin Read(ReadOnlySpan<byte> source)
    {
        var arrays = new ArrayStretch[(source.Length - MinSize) / ArraySize];
        long length = BinaryPrimitives.ReadInt64LittleEndian(source[8..]);
        long end = 0;
        for (int i = 0; i < arrays.Length; i++)
        {
            ReadOnlySpan<byte> next = source.Slice(MinSize + (i * ArraySize), ArraySize);
            long position = BinaryPrimitives.ReadInt64LittleEndian(next);
            long count = BinaryPrimitives.ReadInt64LittleEndian(next[8..]);
            if (position < end || count <= 0 || count > Array.MaxLength || position > length - count)
            {
                throw new LinkProtocolException(
                    $"An array of {count} bytes at {position} was announced in a message of {length} bytes, behind what ends at {end}.");
            }

            arrays[i] = new ArrayStretch(position, (int)count);
            end = arrays[i].End;
        }

        return new BulkBegin(BinaryPrimitives.ReadUInt64LittleEndian(source), length, arrays);
    }

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Number);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Length);
        for (int i = 0; i < Arrays.Count; i++)
        {
            Span<byte> next = destination.Slice(MinSize + (i * ArraySize), ArraySize);
            BinaryPrimitives.WriteInt64LittleEndian(next, Arrays[i].Position);
            BinaryPrimitives.WriteInt64LittleEndian(next[8..], Arrays[i].Length);
        }
    }
}
