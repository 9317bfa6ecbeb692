namespace Orleans.Distributed.Links;

/// <summary>
/// The messages to another process, in their order. Each is sent at once as long as few batches are on the way. Otherwise it waits until the
/// receiver has acknowledged one, and then leaves with all others that wait: the busier, the larger the batches.
/// </summary>
/// <remarks>What is not acknowledged for a while is sent again; the receiver knows by its number what it has.</remarks>
internal sealed class OutgoingLine
{
    /// <summary>How many batches may be on the way: enough that sender, engine and receiver all have one to work on.</summary>
    private const int Window = 4;

    /// <summary>What one batch holds at most, in bytes, unless one message alone is longer.</summary>
    private const int LargestBatch = 1024 * 1024;

    /// <summary>How many messages one batch holds at most.</summary>
    private const int LongestBatch = 1024;

    /// <summary>After which time without word a batch is sent again; doubled each time, up to the limit. Connections break rarely.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan MaxPatience = TimeSpan.FromSeconds(16);

    private readonly Lock _gate = new();
    private readonly Queue<LinkMessage> _waiting = new();
    private readonly Queue<LinkBatch> _unacknowledged = new();
    private readonly LocalProcess _process;
    private readonly IncomingLine _incoming;
    private readonly Func<LinkBatch, Task> _deliver;
    private readonly ITimer _timer;
    private TimeSpan _patience = Patience;
    private long _lastNumber;
    private long _sentAgainThrough;
    private long _lastWord;
    private bool _watching;
    private bool _isOver;

    /// <param name="process">This process.</param>
    /// <param name="incoming">What comes from the other process, of which each batch tells it.</param>
    /// <param name="deliver">Hands a batch to the engine, which may lose it.</param>
    public OutgoingLine(LocalProcess process, IncomingLine incoming, Func<LinkBatch, Task> deliver)
    {
        _process = process;
        _incoming = incoming;
        _deliver = deliver;
        _timer = process.Time.CreateTimer(
            static line => ((OutgoingLine)line!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends a message. Its body is given up.</summary>
    public void Send(in LinkMessage message)
    {
        LinkBatch? batch;
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _waiting.Enqueue(message);
            batch = TakeBatch();
        }

        if (batch is not null)
        {
            Deliver(batch);
        }
    }

    /// <summary>Tells the other process what has arrived from it, without a message.</summary>
    public void Acknowledge()
    {
        if (!_isOver)
        {
            Deliver(new LinkBatch(_process.Pid, 0, _incoming.TakeWord(), false, []));
        }
    }

    /// <summary>The other process has all batches up to a number.</summary>
    public void OnAcknowledged(long number)
    {
        List<LinkBatch>? done = null;
        LinkBatch? next;
        lock (_gate)
        {
            while (_unacknowledged.TryPeek(out LinkBatch? batch) && batch.Number <= number)
            {
                _unacknowledged.Dequeue();
                _lastWord = _process.Time.GetTimestamp();
                _patience = Patience;

                // The engine may still be about to write a batch that was sent twice.
                if (batch.Number > _sentAgainThrough)
                {
                    (done ??= []).Add(batch);
                }
            }

            next = TakeBatch();
        }

        while (next is not null)
        {
            Deliver(next);
            lock (_gate)
            {
                next = TakeBatch();
            }
        }

        if (done is not null)
        {
            Release(done);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            // The memory is left to the garbage collector: the engine may still be writing it.
            _isOver = true;
            _waiting.Clear();
            _unacknowledged.Clear();
        }

        _timer.Dispose();
    }

    private static void Release(List<LinkBatch> batches)
    {
        foreach (LinkBatch batch in batches)
        {
            foreach (ref readonly LinkMessage message in batch.Messages.AsSpan())
            {
                message.Body.Release();
            }
        }
    }

    /// <summary>What is to be sent now; <see langword="null"/> when that is nothing. Under the lock.</summary>
    private LinkBatch? TakeBatch()
    {
        if (_waiting.Count == 0 || _unacknowledged.Count >= Window)
        {
            return null;
        }

        int count = 0;
        long size = 0;
        foreach (LinkMessage message in _waiting)
        {
            size += message.Body.Length;
            if (count > 0 && (size > LargestBatch || count == LongestBatch))
            {
                break;
            }

            count++;
        }

        var messages = new LinkMessage[count];
        for (int i = 0; i < messages.Length; i++)
        {
            messages[i] = _waiting.Dequeue();
        }

        if (_unacknowledged.Count == 0)
        {
            _lastWord = _process.Time.GetTimestamp();
        }

        var batch = new LinkBatch(_process.Pid, ++_lastNumber, _incoming.TakeWord(), _unacknowledged.Count == Window - 1, messages);
        _unacknowledged.Enqueue(batch);
        if (!_watching)
        {
            _watching = true;
            _timer.Change(_patience, Timeout.InfiniteTimeSpan);
        }

        return batch;
    }

    private void OnTimer()
    {
        LinkBatch[] again = [];
        lock (_gate)
        {
            if (_isOver || _unacknowledged.Count == 0)
            {
                _watching = false;
                return;
            }

            TimeSpan left = _patience - _process.Time.GetElapsedTime(_lastWord);
            if (left <= TimeSpan.Zero)
            {
                again = [.. _unacknowledged];
                _sentAgainThrough = _lastNumber;
                _patience = TimeSpan.FromTicks(Math.Min(_patience.Ticks * 2, MaxPatience.Ticks));
                _lastWord = _process.Time.GetTimestamp();
                left = _patience;
            }

            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }

        foreach (LinkBatch batch in again)
        {
            Deliver(batch);
        }
    }

    private async void Deliver(LinkBatch batch)
    {
        try
        {
            await _deliver(batch).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The engine could not send it now. It is sent again until the receiver has it, or is gone.
        }
    }
}
