using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>How a channel operation ended: <see cref="CallStatus.Done"/>, <see cref="CallStatus.Value"/> with an item, or why not.</summary>
internal readonly record struct ChannelResult<T>(CallStatus Status, T? Item = default)
{
    public static implicit operator ChannelResult<T>(CallStatus status) => new(status);
}
