namespace Orleans.Distributed.Links;

/// <summary>What a message on a link is. The numbers are part of the protocol between processes.</summary>
internal enum LinkMessageKind : byte
{
    /// <summary>The answer to a question.</summary>
    Answer = 0,

    /// <summary>A question failed: the body tells why. First is 0, or, when a process has ended, 1 + its <see cref="CallOutcome"/>.</summary>
    Failure = 1,

    /// <summary>A question: <see cref="Peers.IWorkerMessages.Call"/>.</summary>
    Call = 2,

    /// <summary>A question: <see cref="Peers.IWorkerMessages.StartAndWait"/>.</summary>
    StartAndWait = 3,

    /// <summary>A question: <see cref="Peers.IWorkerMessages.StartAndTell"/>.</summary>
    StartAndTell = 4,

    /// <summary>A question: <see cref="Peers.IWorkerMessages.DoAndTell"/>.</summary>
    DoAndTell = 5,

    /// <summary><see cref="Peers.IWorkerMessages.Start"/>, not answered.</summary>
    Start = 6,

    /// <summary><see cref="Peers.IWorkerMessages.Do"/>, not answered.</summary>
    Do = 7,

    /// <summary><see cref="Peers.IWorkerMessages.KeepFunction"/>, not answered.</summary>
    KeepFunction = 8,

    /// <summary><see cref="Peers.IWorkerMessages.Cancel"/>, not answered. First is the caller's pid, second the number of its call.</summary>
    Cancel = 9,

    /// <summary>A question: <see cref="Peers.IWorkerMessages.Interrupt"/>.</summary>
    Interrupt = 10,

    /// <summary><see cref="Peers.IWorkerMessages.UpdateReferences"/>, not answered. First is the pid of who sends it.</summary>
    UpdateReferences = 11,

    /// <summary><see cref="Peers.IWorkerMessages.RelayReferences"/>, not answered. First is the owner's pid, second that of who sends it.</summary>
    RelayReferences = 12,

    /// <summary>A question: <see cref="Peers.IChannelMessages.Operate"/>. First and second are the channel's RRID: whence and id.</summary>
    Operate = 13,

    /// <summary>
    /// <see cref="Peers.IChannelMessages.Withdraw"/>, not answered. First and second are the channel's RRID, the number is that of the request.
    /// </summary>
    Withdraw = 14,
}
