using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>
/// The calls of this process that wait for room in a link, or for the link to open: so what a link holds stays within its bounds, however
/// slowly the other end reads. Answers, and what is passed on for others, never wait here.
/// </summary>
/// <remarks>
/// Messages with the same ordering key stay in order, whatever their sizes: while one of them waits, later ones wait behind it. Of different
/// keys, small messages do not wait for large ones, and each key gets its turn.
/// </remarks>
internal sealed class Outbox(ClusterNode node, Connection connection)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, OutboxLine> _lines = [];
    private readonly OutboxLane _small = new();
    private readonly OutboxLane _large = new();
    private Link? _link;
    private TaskCompletionSource? _emptied;
    private volatile int _count;
    private bool _isClosed;

    /// <summary>Whether nothing waits, and what is sent now overtakes nothing.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>How many messages wait.</summary>
    public int Count => _count;

    /// <summary>Sends a message if nothing waits that must go before it, and gives its buffer up, unless the answer is <see cref="SendStatus.Full"/>.</summary>
    public SendStatus TrySend(Link link, ulong orderingKey, MessageBuffer message)
    {
        lock (_lock)
        {
            bool waits = LaneOf(message.Length).Lines.Count > 0 || (orderingKey != 0 && _lines.ContainsKey(orderingKey));
            return waits ? SendStatus.Full : message.TrySend(link, orderingKey, SendMode.Bounded);
        }
    }

    /// <summary>Adds a message.</summary>
    /// <returns>Whether it waits here. If not, the connection is closed.</returns>
    public bool Add(WaitingMessage message)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                message.Release();
                return false;
            }

            message.Outbox = this;
            message.Call?.WaitToBeSent(message);
            _count++;
            if (message.OrderingKey == 0 || !_lines.TryGetValue(message.OrderingKey, out OutboxLine? line))
            {
                line = new OutboxLine(message.OrderingKey);
                if (message.OrderingKey != 0)
                {
                    _lines.Add(message.OrderingKey, line);
                }
            }

            message.Line = line;
            message.Place = line.Messages.AddLast(message);
            if (line.Lane is null)
            {
                Enter(line);
            }

            return true;
        }
    }

    /// <summary>Takes a message back.</summary>
    /// <returns>Whether it was not sent, and will not be.</returns>
    public bool Withdraw(WaitingMessage message)
    {
        lock (_lock)
        {
            if (message.Place is null)
            {
                return false;
            }

            if (message.IsBeingSent)
            {
                message.IsUnwanted = true;
                return false;
            }

            Remove(message);
            message.Release();
            return true;
        }
    }

    /// <summary>The link is open.</summary>
    public void Open(Link link)
    {
        lock (_lock)
        {
            _link = link;
            Serve(_small);
            Serve(_large);
        }
    }

    /// <summary>Ends when nothing waits.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _emptied.Task;
        }
    }

    /// <summary>The connection is lost: what waits is not sent any more.</summary>
    public void Close()
    {
        WaitingMessage[] lost;
        lock (_lock)
        {
            _isClosed = true;
            lost = [.. _small.Lines.Concat(_large.Lines).SelectMany(line => line.Messages)];
            foreach (WaitingMessage message in lost)
            {
                Remove(message);
            }
        }

        foreach (WaitingMessage message in lost)
        {
            if (message.IsBeingSent)
            {
                message.Reject(node.UnreachableText(connection));
            }
            else
            {
                message.LeaveConnection();
            }
        }

        // In order, and not on the thread of the connection: the calls may have to be placed anew, by code of the application.
        WaitingMessage[] unsent = Array.FindAll(lost, message => !message.IsBeingSent);
        if (unsent.Length > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static state => Array.ForEach(state.unsent, message => message.RouteAgain(state.connection)), (unsent, connection), preferLocal: false);
        }
    }

    private OutboxLane LaneOf(int length) => length > LinkOptions.DefaultBulkThreshold ? _large : _small;

    // Under the lock.
    private void Enter(OutboxLine line)
    {
        OutboxLane lane = LaneOf(line.First.Length);
        line.Lane = lane;
        line.Place = lane.Lines.AddLast(line);
        Serve(lane);
    }

    // Under the lock.
    private void Remove(WaitingMessage message)
    {
        OutboxLine line = message.Line!;
        bool wasFirst = ReferenceEquals(line.First, message);
        line.Messages.Remove(message.Place!);
        message.Place = null;
        if (wasFirst)
        {
            line.Lane!.Lines.Remove(line.Place!);
            if (line.Messages.Count > 0)
            {
                Enter(line);
            }
            else if (line.OrderingKey != 0)
            {
                _lines.Remove(line.OrderingKey);
            }
        }

        _count--;
        if (_count == 0)
        {
            _emptied?.TrySetResult();
            _emptied = null;
        }
    }

    // Under the lock. Encoding is user code, so it is done by a thread of the pool, and neither by who calls this nor by the link's reader.
    private void Serve(OutboxLane lane)
    {
        if (_link is not null && !_isClosed && !lane.IsServed && lane.Lines.Count > 0)
        {
            lane.IsServed = true;
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Item1.ServeAsync(state.lane), (this, lane), preferLocal: false);
        }
    }

    private async Task ServeAsync(OutboxLane lane)
    {
        while (First(lane) is { } message)
        {
            if (!_link!.HasRoomFor(message.Length))
            {
                await _link.WaitForRoomAsync(message.Length).ConfigureAwait(false);
            }
            else if (TryTake(lane, message) && !TrySend(message))
            {
                // The link is closed, and so will this be. Until then nobody else serves the lane.
                return;
            }
        }
    }

    // The message that is next; null when the lane is served no longer.
    private WaitingMessage? First(OutboxLane lane)
    {
        lock (_lock)
        {
            lane.IsServed = !_isClosed && lane.Lines.Count > 0;
            return lane.IsServed ? lane.Lines.First!.Value.First : null;
        }
    }

    private bool TryTake(OutboxLane lane, WaitingMessage message)
    {
        lock (_lock)
        {
            message.IsBeingSent = ReferenceEquals(lane.Lines.First?.Value.First, message);
            return message.IsBeingSent;
        }
    }

    // False when the link is closed.
    private bool TrySend(WaitingMessage message)
    {
        Exception? failure = null;
        SendStatus status = SendStatus.Closed;
        try
        {
            status = message.TrySend(_link!);
        }
#pragma warning disable CA1031 // Whatever keeps the call from being sent is its outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        lock (_lock)
        {
            // The connection may have closed meanwhile, which ended the call.
            if (message.Place is null)
            {
                message.Release();
                return true;
            }

            message.IsBeingSent = false;
            if (failure is null && status != SendStatus.Sent && !message.IsUnwanted)
            {
                return status == SendStatus.Full;
            }

            Remove(message);
        }

        message.Release();
        if (failure is null && status == SendStatus.Sent)
        {
            message.OnSent();
        }
        else
        {
            message.Fail(failure ?? new OperationCanceledException("The call was given up before it was sent."));
        }

        return true;
    }
}
