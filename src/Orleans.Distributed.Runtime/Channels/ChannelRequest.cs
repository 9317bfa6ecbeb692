using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>An operation with what it needs.</summary>
/// <param name="Operation">What is to be done.</param>
internal readonly record struct ChannelRequest<T>(ChannelOperation Operation)
{
    /// <summary>What is put.</summary>
    public T? Item { get; init; }

    /// <summary>What is put, where it may be more than one.</summary>
    public T[]? Items { get; init; }

    /// <summary>How many items at most, or the pid to bind to.</summary>
    public int Number { get; init; }

    /// <summary>Why the channel is closed.</summary>
    public RemoteFault? Reason { get; init; }
}
