namespace Orleans.Distributed.References;

/// <summary>Names one sending of one handle: who sent it, and a number there.</summary>
/// <remarks>
/// The token makes the order in which the owner hears of the sender and of the receiver irrelevant. With a plain set of
/// holders, a receiver that drops its handle before the sender's notice arrives would be registered for ever.
/// </remarks>
internal readonly record struct TransferToken(int Sender, long Number)
{
    /// <summary>No transfer: the owner itself sent the handle, and has registered the receiver already.</summary>
    public static readonly TransferToken None;
}
