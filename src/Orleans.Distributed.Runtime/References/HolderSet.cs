namespace Orleans.Distributed.References;

/// <summary>The processes that hold a reference, and the transfers of it that are under way. Not thread-safe.</summary>
/// <remarks>Most references have one holder ever, so that one stands in a field and the rest is made when needed.</remarks>
internal struct HolderSet
{
    private int _first;
    private HashSet<int>? _others;
    private Dictionary<TransferToken, int>? _transfers;
    private HashSet<TransferToken>? _settledEarly;

    public readonly bool IsEmpty => _first == 0 && _others is not { Count: > 0 } && _transfers is not { Count: > 0 };

    public readonly int Count => (_first == 0 ? 0 : 1) + (_others?.Count ?? 0);

    /// <summary>How many handles are on their way to some process.</summary>
    public readonly int TransferCount => _transfers?.Count ?? 0;

    /// <summary>The processes that hold the reference, ascending.</summary>
    public readonly int[] ToArray()
    {
        var pids = new List<int>(_others ?? []);
        if (_first != 0)
        {
            pids.Add(_first);
        }

        return [.. pids.Order()];
    }

    public readonly bool Contains(int pid) => _first == pid || _others?.Contains(pid) == true;

    public void Add(int pid)
    {
        if (Contains(pid))
        {
            return;
        }

        if (_first == 0)
        {
            _first = pid;
        }
        else
        {
            (_others ??= []).Add(pid);
        }
    }

    public void Remove(int pid)
    {
        if (_first == pid)
        {
            _first = 0;
        }
        else
        {
            _others?.Remove(pid);
        }
    }

    /// <summary>A handle is on its way to <paramref name="receiver"/>.</summary>
    public void BeginTransfer(TransferToken token, int receiver)
    {
        if (_settledEarly?.Remove(token) != true)
        {
            (_transfers ??= [])[token] = receiver;
        }
    }

    /// <summary><paramref name="receiver"/> has got the handle.</summary>
    public void Settle(TransferToken token, int receiver)
    {
        Add(receiver);
        if (token != TransferToken.None && _transfers?.Remove(token) != true)
        {
            (_settledEarly ??= []).Add(token);
        }
    }

    /// <summary>
    /// Takes a dead process out: its own claim, and what was on its way to it. What it had sent to others may have arrived, and their
    /// word of that may be on the way: see <see cref="RemoveTransfersFrom"/>.
    /// </summary>
    public void RemoveProcess(int pid)
    {
        Remove(pid);
        RemoveTransfers(pid, static (_, receiver, dead) => receiver == dead);
    }

    /// <summary>Gives up on what a dead process was sending, once every receiver has had the time to tell.</summary>
    public void RemoveTransfersFrom(int pid)
    {
        _settledEarly?.RemoveWhere(token => token.Sender == pid);
        RemoveTransfers(pid, static (token, _, dead) => token.Sender == dead);
    }

    private readonly void RemoveTransfers(int pid, Func<TransferToken, int, int, bool> condition)
    {
        if (_transfers is null)
        {
            return;
        }

        foreach ((TransferToken token, int receiver) in _transfers)
        {
            if (condition(token, receiver, pid))
            {
                _transfers.Remove(token);
            }
        }
    }
}
