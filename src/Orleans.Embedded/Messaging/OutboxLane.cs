namespace Orleans.Runtime.Messaging;

/// <summary>The lines whose first messages wait for the same kind of room in a link: for small messages, or for large ones.</summary>
internal sealed class OutboxLane
{
    public LinkedList<OutboxLine> Lines { get; } = new();

    /// <summary>Whether somebody waits for room, and sends then.</summary>
    public bool IsServed { get; set; }
}
