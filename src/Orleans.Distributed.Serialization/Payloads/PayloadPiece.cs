using System.Buffers;

namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>A stretch of memory in a sequence of several.</summary>
internal sealed class PayloadPiece : ReadOnlySequenceSegment<byte>
{
    /// <param name="memory">The stretch.</param>
    /// <param name="previous">The one before it, which it becomes the next of; <see langword="null"/> for the first.</param>
    public PayloadPiece(ReadOnlyMemory<byte> memory, PayloadPiece? previous)
    {
        Memory = memory;
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
