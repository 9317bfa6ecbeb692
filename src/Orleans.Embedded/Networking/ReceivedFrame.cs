using System.Buffers;
using Orleans.Runtime.Networking.Receiving;

namespace Orleans.Runtime.Networking;

/// <summary>A message that arrived, as lent to <see cref="ILinkHandler.OnFrame"/>.</summary>
internal readonly ref struct ReceivedFrame
{
    private readonly BulkReceive? _bulk;

    internal ReceivedFrame(ulong orderingKey, ReadOnlySequence<byte> payload)
    {
        OrderingKey = orderingKey;
        Payload = payload;
    }

    internal ReceivedFrame(BulkReceive bulk)
    {
        _bulk = bulk;
        OrderingKey = bulk.OrderingKey;
        Payload = bulk.Payload;
    }

    /// <summary>The sender's ordering key; 0 when it asked for no order.</summary>
    public ulong OrderingKey { get; }

    /// <summary>The message's bytes, valid during the handler's call, or until the detached payload is disposed.</summary>
    public ReadOnlySequence<byte> Payload { get; }

    /// <summary>Whether the message came in chunks. Detaching it is then free; detaching a small one copies it.</summary>
    public bool IsBulk => _bulk is not null;

    /// <summary>Takes the payload over, to be read after the handler's call, on any thread. Call it at most once.</summary>
    /// <returns>The payload, which the caller disposes when it is done with it.</returns>
    public ReceivedPayload Detach()
    {
        if (_bulk is not null)
        {
            return _bulk.Detach();
        }

        var length = checked((int)Payload.Length);
        var copy = ArrayPool<byte>.Shared.Rent(length);
        Payload.CopyTo(copy);
        return new ReceivedPayload(new ReadOnlySequence<byte>(copy, 0, length), [copy]);
    }
}
