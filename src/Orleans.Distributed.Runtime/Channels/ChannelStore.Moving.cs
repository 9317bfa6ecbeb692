using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>How items move between putters, the queue and takers. All of it under the gate.</summary>
internal sealed partial class ChannelStore<T>
{
    /// <summary>Gives an item to whoever waits for one. Those who only want to look at it leave it for the next.</summary>
    private bool GiveToTakers(T item, Waiter? putter)
    {
        while (_takers.First is { } taker)
        {
            bool takes = taker.Value.Operation != ChannelOperation.Fetch;
            if (takes)
            {
                putter?.BeginHandOver();
            }

            Complete(taker, new ChannelResult<T>(CallStatus.Value, item)
            {
                Items = taker.Value.Operation == ChannelOperation.TakeMany ? [item] : null,
                HandOver = takes ? putter : null,
            });
            if (takes)
            {
                return true;
            }
        }

        return false;
    }

    private ChannelResult<T> FetchNow()
    {
        if (_returned.TryPeek(out T? item) || _items.TryPeek(out item))
        {
            return new ChannelResult<T>(CallStatus.Value, item);
        }

        return _closed ? Closed : CallStatus.Refused;
    }

    private ChannelResult<T> TakeNow()
    {
        if (!TryRemove(out T? item, out IHandOver? handOver))
        {
            return _closed ? Closed : CallStatus.Refused;
        }

        return new ChannelResult<T>(CallStatus.Value, item) { HandOver = handOver };
    }

    private ChannelResult<T> TakeManyNow(int max)
    {
        if (!CanTake)
        {
            return _closed ? Closed : CallStatus.Refused;
        }

        var items = new List<T>(Math.Min(max, Count));
        HandOvers? handOvers = null;
        while (items.Count < max && TryRemove(out T? item, out IHandOver? handOver))
        {
            items.Add(item!);
            if (handOver is not null)
            {
                (handOvers ??= []).Add(handOver);
            }
        }

        return new ChannelResult<T>(CallStatus.Value) { Items = [.. items], HandOver = handOvers };
    }

    private bool TryRemove(out T? item, out IHandOver? handOver)
    {
        handOver = null;
        if (_returned.TryPop(out item) || _items.TryDequeue(out item))
        {
            Refill();
            return true;
        }

        if (_putters.First is not { } putter)
        {
            return false;
        }

        // Without a buffer, the item passes from hand to hand.
        item = putter.Value.Peek();
        putter.Value.BeginHandOver();
        handOver = putter.Value;
        Advance(putter);
        return true;
    }

    /// <summary>There is room: for those who wait to put, and when there are none of them, for those who wait for room.</summary>
    private void Refill()
    {
        while (Count < capacity && _putters.First is { } putter)
        {
            _items.Enqueue(putter.Value.Peek());
            Advance(putter);
        }

        if (Count < capacity)
        {
            Notify(ChannelOperation.WaitToPut);
        }
    }

    private void Advance(LinkedListNode<Waiter> putter)
    {
        putter.Value.Advance();
        if (putter.Value.IsDrained)
        {
            Remove(putter);
            putter.Value.EndIfDelivered();
        }
    }

    /// <summary>Puts items back to where they were taken from, whatever the capacity. Also when the channel is closed meanwhile.</summary>
    private CallStatus PutBack(T[] items)
    {
        for (int i = items.Length - 1; i >= 0; i--)
        {
            _returned.Push(items[i]);
        }

        while (_returned.TryPeek(out T? item) && GiveToTakers(item, null))
        {
            _returned.Pop();
        }

        if (Count > 0)
        {
            Notify(ChannelOperation.WaitToTake);
        }

        return CallStatus.Done;
    }

    private void Notify(ChannelOperation operation)
    {
        LinkedListNode<Waiter>? node = _watchers.First;
        while (node is not null)
        {
            LinkedListNode<Waiter>? next = node.Next;
            if (node.Value.Operation == operation)
            {
                Complete(node, CallStatus.Done);
            }

            node = next;
        }
    }

    private Task<ChannelResult<T>> Wait(LinkedList<Waiter> list, Waiter waiter)
    {
        _waiting.Add(waiter.Key, list.AddLast(waiter));
        return waiter.Task;
    }

    private void Remove(LinkedListNode<Waiter> node)
    {
        node.List!.Remove(node);
        _waiting.Remove(node.Value.Key);
    }

    private void Complete(LinkedListNode<Waiter> node, ChannelResult<T> result)
    {
        Remove(node);
        node.Value.End(result);
    }

    private void CompleteAll(LinkedList<Waiter> list, ChannelResult<T> result)
    {
        while (list.First is { } node)
        {
            Complete(node, result);
        }
    }
}
