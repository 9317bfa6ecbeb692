namespace Orleans.Distributed.Links;

/// <summary>What one message of the engine carries from process to process.</summary>
/// <param name="sender">The pid of the sender.</param>
/// <param name="number">Counts the batches from the sender to the receiver, from 1; 0 for one that only acknowledges.</param>
/// <param name="acknowledged">The sender has all batches of the receiver up to this number.</param>
/// <param name="isLastOfWindow">Whether the sender waits until this batch is acknowledged before it sends more.</param>
/// <param name="messages">The messages, in their order.</param>
internal sealed class LinkBatch(int sender, long number, long acknowledged, bool isLastOfWindow, LinkMessage[] messages)
{
    public int Sender => sender;

    public long Number => number;

    public long Acknowledged => acknowledged;

    public bool IsLastOfWindow => isLastOfWindow;

    public LinkMessage[] Messages => messages;

    /// <summary>How many bytes the bodies of its messages have. Known at the sender only.</summary>
    public long Size { get; init; }

    /// <summary>Where the sender is, while it has not joined and others could not know; otherwise <see langword="null"/>.</summary>
    public SiloAddress? Silo { get; private init; }

    /// <summary>The same, with word of where the sender is.</summary>
    public LinkBatch From(SiloAddress silo) => new(sender, number, acknowledged, isLastOfWindow, messages) { Silo = silo, Size = Size };
}
