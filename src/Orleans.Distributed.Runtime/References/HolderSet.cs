namespace Orleans.Distributed.References;

/// <summary>The processes that hold a reference, and the transfers of it that are under way. Not thread-safe.</summary>
/// <remarks>
/// Most references have one holder ever, and there can be millions of them: so that one stands in a field, and the rest is made when it
/// is needed and given up when it is empty.
/// </remarks>
internal struct HolderSet
{
    private int _first;
    private Rest? _rest;

    public readonly bool IsEmpty => _first == 0 && _rest is not { Others.Count: > 0 } && _rest is not { Transfers.Count: > 0 };

    public readonly int Count => (_first == 0 ? 0 : 1) + (_rest?.Others?.Count ?? 0);

    /// <summary>How many handles are on their way to some process.</summary>
    public readonly int TransferCount => _rest?.Transfers?.Count ?? 0;

    /// <summary>The processes that hold the reference, ascending.</summary>
    public readonly int[] ToArray()
    {
        var pids = new List<int>(_rest?.Others ?? []);
        if (_first != 0)
        {
            pids.Add(_first);
        }

        return [.. pids.Order()];
    }

    public readonly bool Contains(int pid) => _first == pid || _rest?.Others?.Contains(pid) == true;

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
            _rest ??= new Rest();
            (_rest.Others ??= []).Add(pid);
        }
    }

    public void Remove(int pid)
    {
        if (_first == pid)
        {
            _first = 0;
        }
        else if (_rest?.Others?.Remove(pid) == true)
        {
            Shrink();
        }
    }

    /// <summary>A handle is on its way to <paramref name="receiver"/>.</summary>
    public void BeginTransfer(TransferToken token, int receiver)
    {
        if (_rest?.SettledEarly?.Remove(token) == true)
        {
            Shrink();
            return;
        }

        _rest ??= new Rest();
        (_rest.Transfers ??= [])[token] = receiver;
    }

    /// <summary><paramref name="receiver"/> has got the handle.</summary>
    public void Settle(TransferToken token, int receiver)
    {
        Add(receiver);
        if (token == TransferToken.None)
        {
            return;
        }

        if (_rest?.Transfers?.Remove(token) == true)
        {
            Shrink();
            return;
        }

        _rest ??= new Rest();
        (_rest.SettledEarly ??= []).Add(token);
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
        _rest?.SettledEarly?.RemoveWhere(token => token.Sender == pid);
        RemoveTransfers(pid, static (token, _, dead) => token.Sender == dead);
    }

    private void RemoveTransfers(int pid, Func<TransferToken, int, int, bool> condition)
    {
        if (_rest?.Transfers is { } transfers)
        {
            foreach ((TransferToken token, int receiver) in transfers)
            {
                if (condition(token, receiver, pid))
                {
                    transfers.Remove(token);
                }
            }
        }

        Shrink();
    }

    private void Shrink()
    {
        if (_rest is { IsEmpty: true })
        {
            _rest = null;
        }
    }

    /// <summary>What a reference needs that was sent to some process.</summary>
    private sealed class Rest
    {
        public HashSet<int>? Others { get; set; }

        public Dictionary<TransferToken, int>? Transfers { get; set; }

        public HashSet<TransferToken>? SettledEarly { get; set; }

        public bool IsEmpty =>
            this is not { Others.Count: > 0 } and not { Transfers.Count: > 0 } and not { SettledEarly.Count: > 0 };
    }
}
