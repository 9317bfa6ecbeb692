using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>How a channel operation ended: <see cref="CallStatus.Done"/>, <see cref="CallStatus.Value"/> with an item, or why not.</summary>
internal readonly record struct ChannelResult<T>(CallStatus Status, T? Item = default)
{
    /// <summary>The items of an operation that takes several.</summary>
    public T[]? Items { get; init; }

    /// <summary>How many of its items an operation has put that was to put several, and has not put all.</summary>
    public int Count { get; init; }

    /// <summary>Why the channel was closed, or the failure of a user-made channel.</summary>
    public RemoteFault? Fault { get; init; }

    /// <summary>To be told when the items were given on.</summary>
    public IHandOver? HandOver { get; init; }

    public static implicit operator ChannelResult<T>(CallStatus status) => new(status);
}
