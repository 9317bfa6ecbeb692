using Orleans.Distributed.Peers;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Messages;

/// <summary>For whom a message is encoded, and which handles it carries there.</summary>
internal sealed class TransferScope(Peer receiver)
{
    private List<(HandleTransfer Transfer, Action Withdraw)>? _transfers;

    public Peer Receiver { get; } = receiver;

    /// <summary>Whose references the message carries.</summary>
    public IEnumerable<int> Owners => Transfers.Select(t => t.Where).Distinct();

    /// <summary>The handles that the message carries.</summary>
    public IReadOnlyList<HandleTransfer> Transfers => _transfers is null ? [] : [.. _transfers.Select(t => t.Transfer)];

    /// <summary>Notes a handle whose transfer was announced, and how to take that back if the message is not sent.</summary>
    public void Add(in HandleTransfer transfer, Action withdraw) => (_transfers ??= []).Add((transfer, withdraw));

    /// <summary>How many handles the message carries so far.</summary>
    public int Count => _transfers?.Count ?? 0;

    /// <summary>The message is not sent; or not the part of it that carries the handles behind the first <paramref name="from"/>.</summary>
    public void Withdraw(int from = 0)
    {
        for (int i = from; i < Count; i++)
        {
            _transfers![i].Withdraw();
        }

        _transfers?.RemoveRange(from, Count - from);
    }
}
