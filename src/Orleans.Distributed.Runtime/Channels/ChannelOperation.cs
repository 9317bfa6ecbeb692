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

    /// <summary>Close the channel; with the reason, if there is one.</summary>
    Close = 7,

    /// <summary>Whether the channel takes items.</summary>
    IsOpen = 8,

    /// <summary>Append several items, one after another; wait while the channel is full.</summary>
    PutMany = 9,

    /// <summary>Remove and return the oldest items, as many as there are and at most a given number; wait while there is none.</summary>
    TakeMany = 10,

    /// <summary>Wait until an item can be taken.</summary>
    WaitToTake = 11,

    /// <summary>Wait until an item can be put.</summary>
    WaitToPut = 12,

    /// <summary>Put items that were taken, and not used, where they came from: before all others.</summary>
    PutBack = 13,

    /// <summary>Close the channel when a process ends.</summary>
    Bind = 14,
}
