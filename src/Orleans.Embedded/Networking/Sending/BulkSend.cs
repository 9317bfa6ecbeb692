using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>A large message on its way out. It is read where it lies; its owner is told when that is over.</summary>
internal sealed class BulkSend(ulong orderingKey, ReadOnlySequence<byte> payload, IDisposable? owner)
{
    /// <summary>The sender's ordering key.</summary>
    public ulong OrderingKey { get; } = orderingKey;

    /// <summary>The whole message.</summary>
    public ReadOnlySequence<byte> Payload { get; } = payload;

    /// <summary>Where whole arrays lie in it. No chunk has bytes of an array and others.</summary>
    public IReadOnlyList<ArrayStretch> Arrays { get; init; } = [];

    /// <summary>Makes sure that the bytes before a position are there.</summary>
    public Action<long>? Prepare { get; init; }

    /// <summary>What is not yet taken for a chunk.</summary>
    public ReadOnlySequence<byte> Rest { get; set; } = payload;

    /// <summary>The message's number on the wire, given when it begins; 0 before.</summary>
    public ulong Number { get; set; }

    /// <summary>How far the lane of small frames must be written before this one may begin, so that it does not overtake them.</summary>
    public long NotBefore { get; set; }

    /// <summary>How long the next chunk may be at most.</summary>
    public int LongestChunk()
    {
        long position = Payload.Length - Rest.Length;
        long end = Payload.Length;
        foreach (ArrayStretch array in Arrays)
        {
            if (array.Position > position)
            {
                end = array.Position;
                break;
            }

            if (array.End > position)
            {
                end = array.End;
                break;
            }
        }

        return (int)Math.Min(end - position, LinkProtocol.MaxChunkPayload);
    }

    /// <summary>The whole message, all of which is there.</summary>
    public ReadOnlySequence<byte> ToWhole()
    {
        Prepare?.Invoke(Payload.Length);
        return Payload;
    }

    /// <summary>Tells the owner that the bytes are not needed any more.</summary>
    public void Release() => owner?.Dispose();
}
