using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>What there is to say of an operation that was not done, on its way to who asked for it.</summary>
/// <param name="Count">How many of several items were put.</param>
/// <param name="Reason">Why the channel was closed, or what failed.</param>
internal sealed record ChannelEnd(int Count, RemoteFault? Reason);
