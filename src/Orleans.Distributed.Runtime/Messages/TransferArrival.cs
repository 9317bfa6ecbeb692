using Orleans.Distributed.References;

namespace Orleans.Distributed.Messages;

/// <summary>The handles that a message carries, while it is read: those that were not met in its values are refused in the end.</summary>
internal sealed class TransferArrival(List<HandleTransfer> transfers)
{
    private readonly List<HandleTransfer> _open = transfers;

    /// <summary>The handle of this transfer was taken.</summary>
    public void MarkReceived(TransferToken token) => _open.RemoveAll(transfer => transfer.Token == token);

    /// <summary>Refuses what was not taken: the message could not be read, or not whole, or is not wanted any more.</summary>
    public void RefuseRest(ITransferReceiver receiver)
    {
        foreach (HandleTransfer transfer in _open)
        {
            receiver.Refuse(transfer);
        }

        _open.Clear();
    }
}
