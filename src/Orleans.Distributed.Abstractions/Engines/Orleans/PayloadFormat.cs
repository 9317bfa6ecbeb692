using System.Buffers;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Serialization.Buffers;

namespace Orleans.Distributed.Grains;

/// <summary>
/// Payloads in the messages of Microsoft Orleans: their length, where whole arrays lie in them, and their bytes. The arrays are read into
/// arrays of their own, which become the values.
/// </summary>
internal static class PayloadFormat
{
    /// <summary>The longest payload that a message can carry, in bytes: what else is in the message has room beside it.</summary>
    public const long MaxLength = int.MaxValue - (1024 * 1024);

    public static void Write<TBufferWriter>(ref Writer<TBufferWriter> writer, Payload value)
        where TBufferWriter : IBufferWriter<byte>
    {
        writer.WriteVarUInt32(checked((uint)value.Length));
        IReadOnlyList<ArrayStretch> arrays = value.Pooled is { } memory && memory.Bytes.Length == value.Length ? memory.Arrays : [];
        writer.WriteByte((byte)arrays.Count);
        foreach (ArrayStretch array in arrays)
        {
            writer.WriteVarUInt32((uint)array.Position);
            writer.WriteVarUInt32((uint)array.Length);
        }

        foreach (ReadOnlyMemory<byte> piece in value.Bytes)
        {
            writer.Write(piece.Span);
        }
    }

    public static Payload Read<TInput>(ref Reader<TInput> reader)
    {
        uint length = reader.ReadVarUInt32();
        int count = reader.ReadByte();
        if (count == 0)
        {
            return new Payload(reader.ReadBytes(length));
        }

        Span<ArrayStretch> arrays = stackalloc ArrayStretch[ArrayStretch.MaxCount];
        if (count > arrays.Length)
        {
            throw new MalformedDataException($"A payload cannot tell of {count} arrays.");
        }

        for (int i = 0; i < count; i++)
        {
            arrays[i] = new ArrayStretch(reader.ReadVarUInt32(), checked((int)reader.ReadVarUInt32()));
        }

        return ReadPieces(ref reader, length, arrays[..count]);
    }

    private static Payload ReadPieces<TInput>(ref Reader<TInput> reader, uint length, scoped ReadOnlySpan<ArrayStretch> arrays)
    {
        PayloadPiece? first = null;
        PayloadPiece? last = null;
        long position = 0;
        foreach (ArrayStretch array in arrays)
        {
            if (array.Position < position || array.End > length)
            {
                throw new MalformedDataException($"An array at {array.Position} to {array.End} does not fit into a payload of {length} bytes.");
            }

            Add(ref reader, array.Position - position);
            Add(ref reader, array.Length);
            position = array.End;
        }

        Add(ref reader, length - position);
        return first is null
            ? new Payload([])
            : new Payload(new PayloadMemory(new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length), NoOwner.Instance));

        void Add(ref Reader<TInput> from, long size)
        {
            if (size > 0)
            {
                last = new PayloadPiece(from.ReadBytes((uint)size), last);
                first ??= last;
            }
        }
    }

    /// <summary>Of memory that the garbage collector takes.</summary>
    private sealed class NoOwner : IDisposable
    {
        public static readonly NoOwner Instance = new();

        public void Dispose()
        {
        }
    }
}
