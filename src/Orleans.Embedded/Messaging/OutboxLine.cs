namespace Orleans.Runtime.Messaging;

/// <summary>The waiting messages with one ordering key, in order. Only the first may be sent.</summary>
internal sealed class OutboxLine(ulong orderingKey)
{
    public ulong OrderingKey => orderingKey;

    public LinkedList<WaitingMessage> Messages { get; } = new();

    /// <summary>Its place among the lines that wait for the same kind of room.</summary>
    public LinkedListNode<OutboxLine>? Place { get; set; }

    public OutboxLane? Lane { get; set; }

    public WaitingMessage First => Messages.First!.Value;
}
