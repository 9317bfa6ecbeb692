namespace Orleans.Distributed.References;

/// <summary>Takes handles that have arrived.</summary>
internal interface ITransferReceiver
{
    /// <summary>
    /// A handle has arrived in a message that is not read: its transfer is over, and this process holds the reference no more than
    /// before.
    /// </summary>
    void Refuse(in HandleTransfer transfer);
}
