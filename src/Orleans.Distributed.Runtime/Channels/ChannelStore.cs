using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>
/// The items of a channel, and the operations that wait for it: first in, first out. A channel without a capacity hands each item from
/// putter to taker.
/// </summary>
internal sealed partial class ChannelStore<T>(int capacity) : ChannelBacking<T>
{
    private readonly Queue<T> _items = new();

    // What was taken and put back, the next one on top.
    private readonly Stack<T> _returned = new();
    private readonly LinkedList<Waiter> _putters = new();
    private readonly LinkedList<Waiter> _takers = new();
    private readonly LinkedList<Waiter> _watchers = new();
    private readonly Dictionary<OperationKey, LinkedListNode<Waiter>> _waiting = [];
    private readonly Lock _gate = new();
    private RemoteFault? _reason;
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
                return CanTake;
            }
        }
    }

    private int Count => _items.Count + _returned.Count;

    private bool CanTake => Count > 0 || _putters.Count > 0;

    private bool CanPut => Count < capacity || (capacity == 0 && _takers.Count > 0);

    private ChannelResult<T> Closed => new(CallStatus.Closed) { Fault = _reason };

    public override Task<ChannelResult<T>> OperateAsync(in ChannelRequest<T> request, OperationKey key)
    {
        lock (_gate)
        {
            switch (request.Operation)
            {
                case ChannelOperation.Put:
                    return Put(request.Item!, key, mayWait: true);
                case ChannelOperation.TryPut:
                    return Put(request.Item!, key, mayWait: false);
                case ChannelOperation.PutMany:
                    return Put(new Waiter(key, ChannelOperation.Put) { Items = request.Items! }, mayWait: true);
                case ChannelOperation.PutBack:
                    return Now(PutBack(request.Items!));
                case ChannelOperation.Take:
                    return Get(new Waiter(key, ChannelOperation.Take));
                case ChannelOperation.TakeMany:
                    return Get(new Waiter(key, ChannelOperation.TakeMany) { Max = request.Number });
                case ChannelOperation.Fetch:
                    return capacity == 0 ? Now(CallStatus.NotSupported) : Get(new Waiter(key, ChannelOperation.Fetch));
                case ChannelOperation.TryTake:
                    return Now(TakeNow());
                case ChannelOperation.WaitToTake:
                    return CanTake ? Now(CallStatus.Done) : _closed ? Now(Closed) : Wait(_watchers, new Waiter(key, request.Operation));
                case ChannelOperation.WaitToPut:
                    return _closed ? Now(Closed) : CanPut ? Now(CallStatus.Done) : Wait(_watchers, new Waiter(key, request.Operation));
                case ChannelOperation.Close:
                    Close(request.Reason);
                    return Now(CallStatus.Done);
                case ChannelOperation.IsReady:
                    return Now(CanTake ? CallStatus.Done : CallStatus.Refused);
                case ChannelOperation.IsOpen:
                    return Now(_closed ? CallStatus.Refused : CallStatus.Done);
                default:
                    throw new ArgumentOutOfRangeException(nameof(request), request.Operation, "The caller runs another version.");
            }
        }
    }

    public override void Close(RemoteFault? reason)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _reason = reason;
            CompleteAll(_putters, Closed);
            CompleteAll(_takers, Closed);
            CompleteAll(_watchers, Closed);
        }
    }

    public override void Release()
    {
        lock (_gate)
        {
            _closed = true;
            _items.Clear();
            _returned.Clear();
            CompleteAll(_putters, CallStatus.Gone);
            CompleteAll(_takers, CallStatus.Gone);
            CompleteAll(_watchers, CallStatus.Gone);
        }
    }

    public override void Withdraw(OperationKey key)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(key, out LinkedListNode<Waiter>? node))
            {
                Complete(node, CallStatus.Withdrawn);
            }
        }
    }

    public override void WithdrawAll(int pid)
    {
        lock (_gate)
        {
            foreach (OperationKey key in _waiting.Keys.Where(k => k.Pid == pid).ToArray())
            {
                Complete(_waiting[key], CallStatus.Withdrawn);
            }
        }
    }

    public override ChannelState Look()
    {
        lock (_gate)
        {
            return new ChannelState(Count, _waiting.Count, CanTake, !_closed, ValueSize.Sum(_returned.Concat(_items)));
        }
    }

    private static Task<ChannelResult<T>> Now(ChannelResult<T> result) => Task.FromResult(result);

    private Task<ChannelResult<T>> Put(T item, OperationKey key, bool mayWait)
    {
        if (capacity == 0)
        {
            return Put(new Waiter(key, ChannelOperation.Put) { Items = [item] }, mayWait);
        }

        // The common case, without a waiter.
        if (_closed)
        {
            return Now(Closed);
        }

        if (GiveToTakers(item, null) || Store(item))
        {
            return Now(CallStatus.Done);
        }

        return mayWait ? Wait(_putters, new Waiter(key, ChannelOperation.Put) { Items = [item] }) : Now(CallStatus.Refused);
    }

    private Task<ChannelResult<T>> Put(Waiter putter, bool mayWait)
    {
        if (_closed)
        {
            return Now(Closed);
        }

        while (!putter.IsDrained)
        {
            if (capacity == 0 ? GiveToTakers(putter.Peek(), putter) : GiveToTakers(putter.Peek(), null) || Store(putter.Peek()))
            {
                putter.Advance();
            }
            else if (mayWait)
            {
                Wait(_putters, putter);
                if (capacity == 0)
                {
                    Notify(ChannelOperation.WaitToTake);
                }

                return putter.Task;
            }
            else
            {
                return Now(CallStatus.Refused);
            }
        }

        putter.EndIfDelivered();
        return putter.Task;
    }

    private bool Store(T item)
    {
        if (Count >= capacity)
        {
            return false;
        }

        _items.Enqueue(item);
        Notify(ChannelOperation.WaitToTake);
        return true;
    }

    private Task<ChannelResult<T>> Get(Waiter taker)
    {
        ChannelResult<T> result = taker.Operation switch
        {
            ChannelOperation.TakeMany => TakeManyNow(taker.Max),
            ChannelOperation.Take => TakeNow(),
            _ => FetchNow(),
        };
        if (result.Status != CallStatus.Refused)
        {
            return Now(result);
        }

        Wait(_takers, taker);
        if (capacity == 0)
        {
            Notify(ChannelOperation.WaitToPut);
        }

        return taker.Task;
    }
}
