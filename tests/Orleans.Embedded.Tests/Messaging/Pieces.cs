using System.Buffers;

namespace Orleans.Embedded.Tests.Messaging;

/// <summary>Bytes as a sequence of pieces of one byte each, the worst that a network can do.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    private Pieces(ReadOnlyMemory<byte> memory, long index)
    {
        Memory = memory;
        RunningIndex = index;
    }

    public static ReadOnlySequence<byte> Of(byte[] bytes)
    {
        var first = new Pieces(bytes.AsMemory(0, 1), 0);
        Pieces last = first;
        for (int i = 1; i < bytes.Length; i++)
        {
            var next = new Pieces(bytes.AsMemory(i, 1), i);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, 1);
    }
}
