namespace Orleans.Distributed.Channels;

/// <summary>A channel at one moment, for those who look at it from outside.</summary>
internal readonly record struct ChannelState(int Count, int Waiting, bool IsReady, bool IsOpen, long? Bytes);
