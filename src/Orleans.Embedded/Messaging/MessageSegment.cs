using System.Buffers;

namespace Orleans.Runtime.Messaging;

/// <summary>A stretch of a message that lies in several places.</summary>
internal sealed class MessageSegment : ReadOnlySequenceSegment<byte>
{
    public MessageSegment(ReadOnlyMemory<byte> memory, MessageSegment? previous)
    {
        Memory = memory;
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
