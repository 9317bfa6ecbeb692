namespace Orleans.Distributed.Channels;

/// <summary>What is asked of a channel.</summary>
internal enum ChannelOperation : byte
{
    /// <summary>Append an item; wait while the channel is full.</summary>
    Put = 1,

    /// <summary>Append an item if that is possible at once.</summary>
    TryPut = 2,

    /// <summary>Remove and return the oldest item; wait while there is none.</summary>
    Take = 3,

    /// <summary>Remove and return the oldest item if there is one.</summary>
    TryTake = 4,

    /// <summary>Return the oldest item and leave it; wait while there is none.</summary>
    Fetch = 5,

    /// <summary>Whether an item can be taken at once.</summary>
    IsReady = 6,

    /// <summary>Close the channel.</summary>
    Close = 7,

    /// <summary>Whether the channel takes items.</summary>
    IsOpen = 8,
}
