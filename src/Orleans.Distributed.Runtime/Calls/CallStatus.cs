namespace Orleans.Distributed.Calls;

/// <summary>The first byte of a reply.</summary>
internal enum CallStatus : byte
{
    /// <summary>Done, and there is no value.</summary>
    Done = 0,

    /// <summary>Done; the value follows.</summary>
    Value = 1,

    /// <summary>User code threw; a <see cref="RemoteFault"/> follows.</summary>
    Fault = 2,

    /// <summary>Not done, because that was not possible at once.</summary>
    Refused = 3,

    /// <summary>Not done, because the caller withdrew it; a <see cref="Channels.ChannelEnd"/> may follow.</summary>
    Withdrawn = 4,

    /// <summary>The channel is closed; a <see cref="Channels.ChannelEnd"/> may follow.</summary>
    Closed = 5,

    /// <summary>What the reference referred to is gone.</summary>
    Gone = 6,

    /// <summary>The future was set before.</summary>
    SetTwice = 7,

    /// <summary>The channel cannot do that.</summary>
    NotSupported = 8,

    /// <summary>User code threw after a part of what was asked for was done; a <see cref="Channels.ChannelEnd"/> follows.</summary>
    PartFault = 9,
}
