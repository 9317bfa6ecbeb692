namespace Orleans.Distributed.Links;

/// <summary>What a message on a link is. The numbers are part of the protocol between processes.</summary>
internal enum LinkMessageKind : byte
{
    Answer = 0,
    Failure = 1,
    Call = 2,
    StartAndWait = 3,
    StartAndTell = 4,
    DoAndTell = 5,
    Start = 6,
    Do = 7,
    KeepFunction = 8,
    Cancel = 9,
    Interrupt = 10,
    UpdateReferences = 11,
    RelayReferences = 12,
    Operate = 13,
    Withdraw = 14,
}
