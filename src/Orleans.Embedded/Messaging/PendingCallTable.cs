namespace Orleans.Runtime.Messaging;

/// <summary>What waits for answers, by number. Spread over shards, so that callers on many threads do not meet.</summary>
internal sealed class PendingCallTable
{
    private const int ShardBits = 4;
    private const int ShardCount = 1 << ShardBits;

    private readonly Shard[] _shards;

    public PendingCallTable()
    {
        _shards = new Shard[ShardCount];
        for (int i = 0; i < ShardCount; i++)
        {
            _shards[i] = new Shard((uint)i);
        }
    }

    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>Whether a condition holds for any message.</summary>
    public bool Contains(Func<IAwaitedMessage, bool> condition) => Array.Exists(_shards, shard => shard.Contains(condition));

    /// <summary>Enters a message, and sets its number.</summary>
    public void Add(IAwaitedMessage message) => _shards[Environment.CurrentManagedThreadId & (ShardCount - 1)].Add(message);

    /// <summary>Takes a message out, by its number.</summary>
    public IAwaitedMessage? Take(ulong id) => _shards[id & (ShardCount - 1)].Take(id);

    /// <summary>Takes a message out, if it is still in. Whoever gets it answers it, so that it is answered once.</summary>
    public bool TryTake(ulong id, IAwaitedMessage message) => ReferenceEquals(_shards[id & (ShardCount - 1)].Take(id), message);

    /// <summary>Takes out all messages that a condition holds for.</summary>
    public List<IAwaitedMessage> TakeWhere(Func<IAwaitedMessage, bool> condition)
    {
        var taken = new List<IAwaitedMessage>();
        foreach (Shard shard in _shards)
        {
            shard.TakeWhere(condition, taken);
        }

        return taken;
    }

    // A slot array with a free list; the number of a message is slot, generation of the slot, and shard.
    private sealed class Shard(uint number)
    {
        private readonly Lock _lock = new();
        private Slot[] _slots = new Slot[16];
        private int _used;
        private int _free = -1;

        public int Count { get; private set; }

        public void Add(IAwaitedMessage message)
        {
            lock (_lock)
            {
                int index = _free;
                if (index >= 0)
                {
                    _free = _slots[index].NextFree;
                }
                else
                {
                    if (_used == _slots.Length)
                    {
                        Array.Resize(ref _slots, _slots.Length * 2);
                    }

                    index = _used++;
                }

                ref Slot slot = ref _slots[index];
                slot.Generation++;
                message.Id = ((ulong)slot.Generation << 32) | ((ulong)(uint)index << ShardBits) | number;
                slot.Message = message;
                Count++;
            }
        }

        public IAwaitedMessage? Take(ulong id)
        {
            int index = (int)((uint)id >> ShardBits);
            lock (_lock)
            {
                if ((uint)index >= (uint)_used || _slots[index].Generation != (uint)(id >> 32))
                {
                    return null;
                }

                return TakeAt(index);
            }
        }

        public bool Contains(Func<IAwaitedMessage, bool> condition)
        {
            lock (_lock)
            {
                for (int i = 0; i < _used; i++)
                {
                    if (_slots[i].Message is { } message && condition(message))
                    {
                        return true;
                    }
                }

                return false;
            }
        }

        public void TakeWhere(Func<IAwaitedMessage, bool> condition, List<IAwaitedMessage> taken)
        {
            lock (_lock)
            {
                for (int i = 0; i < _used; i++)
                {
                    if (_slots[i].Message is { } message && condition(message))
                    {
                        taken.Add(TakeAt(i)!);
                    }
                }
            }
        }

        private IAwaitedMessage? TakeAt(int index)
        {
            ref Slot slot = ref _slots[index];
            IAwaitedMessage? message = slot.Message;
            if (message is not null)
            {
                slot.Message = null;
                slot.NextFree = _free;
                _free = index;
                Count--;
            }

            return message;
        }
    }

    private struct Slot
    {
        public IAwaitedMessage? Message;
        public uint Generation;
        public int NextFree;
    }
}
