using System.Buffers;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>A large message on its way out. It is read where it lies; its owner is told when that is over.</summary>
internal sealed class BulkSend(ulong orderingKey, ReadOnlySequence<byte> payload, IDisposable? owner)
{
    /// <summary>The sender's ordering key.</summary>
    public ulong OrderingKey { get; } = orderingKey;

    /// <summary>The whole message.</summary>
    public ReadOnlySequence<byte> Payload { get; } = payload;

    /// <summary>What is not yet taken for a chunk.</summary>
    public ReadOnlySequence<byte> Rest { get; set; } = payload;

    /// <summary>The message's number on the wire, given when it begins; 0 before.</summary>
    public ulong Number { get; set; }

    /// <summary>How far the lane of small frames must be written before this one may begin, so that it does not overtake them.</summary>
    public long NotBefore { get; set; }

    /// <summary>Tells the owner that the bytes are not needed any more.</summary>
    public void Release() => owner?.Dispose();
}
