using Orleans.Distributed.Peers;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Messages;

/// <summary>For whom a message is encoded, and which handles it carries there.</summary>
internal sealed class TransferScope(Peer receiver)
{
    private List<(RemoteReference Handle, ReferenceUpdate Update)>? _transfers;

    public Peer Receiver { get; } = receiver;

    /// <summary>
    /// The handles, and what their owners must hear. The handles themselves are kept here, so that none is collected, and its
    /// claim dropped, between being encoded and being announced.
    /// </summary>
    public IReadOnlyList<(RemoteReference Handle, ReferenceUpdate Update)> Transfers => _transfers ?? [];

    public void Add(RemoteReference handle, in ReferenceUpdate transfer) => (_transfers ??= []).Add((handle, transfer));
}
