using System.Buffers;

namespace Orleans.Runtime.Networking.Receiving;

/// <summary>One stretch of the memory that a large message was received into.</summary>
internal sealed class BulkSegment : ReadOnlySequenceSegment<byte>
{
    public BulkSegment(ReadOnlyMemory<byte> memory, BulkSegment? previous)
    {
        Memory = memory;
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
