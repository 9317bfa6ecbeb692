using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Messages;

/// <summary>For whom a message is encoded, and which handles it carries there.</summary>
internal sealed class TransferScope(Peer receiver)
{
    private List<(RemoteReference Handle, Action Withdraw)>? _transfers;

    public Peer Receiver { get; } = receiver;

    /// <summary>Whose references the message carries.</summary>
    public IEnumerable<int> Owners => _transfers is null ? [] : _transfers.Select(t => t.Handle.Where).Distinct();

    /// <summary>Notes a handle whose transfer was announced, and how to take that back if the message is not sent.</summary>
    public void Add(RemoteReference handle, Action withdraw) => (_transfers ??= []).Add((handle, withdraw));

    /// <summary>The message is not sent.</summary>
    public void Withdraw() => _transfers?.ForEach(static transfer => transfer.Withdraw());
}
