using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>
/// The items of a channel, and the operations that wait for it: first in, first out. An operation that waits can be withdrawn until
/// the moment in which it is done, so that no item is given to somebody who does not want it any more.
/// </summary>
internal sealed class ChannelStore<T>(int capacity)
{
    private readonly Queue<T> _items = new();
    private readonly LinkedList<Waiter> _putters = new();
    private readonly LinkedList<Waiter> _takers = new();
    private readonly Dictionary<OperationKey, LinkedListNode<Waiter>> _waiting = [];
    private readonly Lock _gate = new();
    private bool _closed;

    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return !_closed;
            }
        }
    }

    /// <summary>Whether an item can be taken at once.</summary>
    public bool IsReady
    {
        get
        {
            lock (_gate)
            {
                return _items.Count > 0 || _putters.Count > 0;
            }
        }
    }

    public CallStatus TryPut(T item)
    {
        lock (_gate)
        {
            return PutNow(item);
        }
    }

    public Task<ChannelResult<T>> PutAsync(T item, OperationKey key)
    {
        lock (_gate)
        {
            CallStatus status = PutNow(item);
            return status == CallStatus.Refused
                ? Wait(_putters, new Waiter(key, false) { Item = item })
                : Task.FromResult<ChannelResult<T>>(status);
        }
    }

    public ChannelResult<T> TryTake()
    {
        lock (_gate)
        {
            return TakeNow(remove: true);
        }
    }

    public Task<ChannelResult<T>> TakeAsync(OperationKey key) => GetAsync(key, remove: true);

    public Task<ChannelResult<T>> FetchAsync(OperationKey key) => GetAsync(key, remove: false);

    /// <summary>Takes no more items. Those that wait to put or to take are told; items that are in stay takeable.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            CompleteAll(_putters, CallStatus.Closed);
            CompleteAll(_takers, CallStatus.Closed);
        }
    }

    /// <summary>Ends everything that waits, because nobody can reach the channel any more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _closed = true;
            _items.Clear();
            CompleteAll(_putters, CallStatus.Gone);
            CompleteAll(_takers, CallStatus.Gone);
        }
    }

    /// <summary>Withdraws an operation, if it still waits.</summary>
    public void Withdraw(OperationKey key)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(key, out LinkedListNode<Waiter>? node))
            {
                Complete(node, CallStatus.Withdrawn);
            }
        }
    }

    /// <summary>Withdraws everything that a process waits for.</summary>
    public void WithdrawAll(int pid)
    {
        lock (_gate)
        {
            foreach (OperationKey key in _waiting.Keys.Where(k => k.Pid == pid).ToArray())
            {
                Complete(_waiting[key], CallStatus.Withdrawn);
            }
        }
    }

    private Task<ChannelResult<T>> GetAsync(OperationKey key, bool remove)
    {
        lock (_gate)
        {
            ChannelResult<T> result = TakeNow(remove);
            return result.Status == CallStatus.Refused ? Wait(_takers, new Waiter(key, remove)) : Task.FromResult(result);
        }
    }

    private CallStatus PutNow(T item)
    {
        if (_closed)
        {
            return CallStatus.Closed;
        }

        // Those who only want to look at it leave it for the next.
        while (_takers.First is { } taker)
        {
            bool taken = taker.Value.Remove;
            Complete(taker, new ChannelResult<T>(CallStatus.Value, item));
            if (taken)
            {
                return CallStatus.Done;
            }
        }

        if (_items.Count >= capacity)
        {
            return CallStatus.Refused;
        }

        _items.Enqueue(item);
        return CallStatus.Done;
    }

    private ChannelResult<T> TakeNow(bool remove)
    {
        LinkedListNode<Waiter>? putter = _putters.First;
        if (_items.TryPeek(out T? item))
        {
            if (remove)
            {
                _items.Dequeue();
                if (putter is not null)
                {
                    _items.Enqueue(putter.Value.Item!);
                    Complete(putter, CallStatus.Done);
                }
            }

            return new ChannelResult<T>(CallStatus.Value, item);
        }

        if (putter is null)
        {
            return _closed ? CallStatus.Closed : CallStatus.Refused;
        }

        // Without a buffer, the item passes from hand to hand.
        item = putter.Value.Item;
        if (remove)
        {
            Complete(putter, CallStatus.Done);
        }

        return new ChannelResult<T>(CallStatus.Value, item);
    }

    private Task<ChannelResult<T>> Wait(LinkedList<Waiter> list, Waiter waiter)
    {
        _waiting.Add(waiter.Key, list.AddLast(waiter));
        return waiter.Completion.Task;
    }

    private void Complete(LinkedListNode<Waiter> node, ChannelResult<T> result)
    {
        node.List!.Remove(node);
        _waiting.Remove(node.Value.Key);
        node.Value.Completion.SetResult(result);
    }

    private void CompleteAll(LinkedList<Waiter> list, CallStatus status)
    {
        while (list.First is { } node)
        {
            Complete(node, status);
        }
    }

    private sealed class Waiter(OperationKey key, bool remove)
    {
        public OperationKey Key { get; } = key;

        /// <summary>Whether a taker removes the item, or only looks at it.</summary>
        public bool Remove { get; } = remove;

        /// <summary>What a putter wants to put.</summary>
        public T? Item { get; init; }

        public TaskCompletionSource<ChannelResult<T>> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
