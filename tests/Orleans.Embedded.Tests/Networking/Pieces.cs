using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Bytes as sequences of several pieces, as they come from a network.</summary>
internal static class Pieces
{
    /// <summary>Pieces of all lengths, some of them empty.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, Random random)
    {
        var first = new PayloadPiece(ReadOnlyMemory<byte>.Empty, null);
        var last = first;
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, random.Next(3) == 0 ? random.Next(100) : random.Next(100_000));
            last = new PayloadPiece(bytes.AsMemory(at, length), last);
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>Pieces of one byte each, the worst that a network can do.</summary>
    public static ReadOnlySequence<byte> OfOneByte(byte[] bytes)
    {
        var first = new PayloadPiece(bytes.AsMemory(0, 1), null);
        var last = first;
        for (var at = 1; at < bytes.Length; at++)
        {
            last = new PayloadPiece(bytes.AsMemory(at, 1), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, 1);
    }
}
