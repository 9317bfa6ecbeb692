using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Links;

/// <summary>
/// The messages to another process, in their order. Each is sent at once as long as few batches are on the way. Otherwise it waits until the
/// receiver has acknowledged one, and then leaves with all others that wait: the busier, the larger the batches.
/// </summary>
/// <remarks>
/// When nothing is acknowledged for a while, the oldest batch is sent again, and with its acknowledgement the next one that was sent before
/// that. The receiver knows by its number what it has.
/// </remarks>
internal sealed partial class OutgoingLine
{
    /// <summary>How many batches may be on the way: enough that sender, engine and receiver all have one to work on.</summary>
    public const int Window = 4;

    /// <summary>What one batch holds at most, in bytes, unless one message alone is longer.</summary>
    private const int LargestBatch = 1024 * 1024;

    /// <summary>How many messages one batch holds at most.</summary>
    private const int LongestBatch = 1024;

    /// <summary>What arrives at least in a second, in bytes: a large batch is not lost because it takes long.</summary>
    private const double LeastRate = 4 * 1024 * 1024;

    /// <summary>From which time on it is worth a warning that a batch is sent again: something else than a connection is wrong then.</summary>
    private const int Suspicious = 3;

    /// <summary>
    /// How long an acknowledgement may take, besides the time that the bytes take, until the batch is sent again: longer than a connection
    /// takes to be made anew, and than a busy machine takes to answer. Doubled each time, up to the limit.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan MaxPatience = TimeSpan.FromSeconds(16);

    private readonly Lock _gate = new();
    private readonly Queue<LinkMessage> _waiting = new();
    private readonly Queue<LinkBatch> _unacknowledged = new();
    private readonly LocalProcess _process;
    private readonly int _receiver;
    private readonly IncomingLine _incoming;
    private readonly Func<LinkBatch, Task> _deliver;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private TimeSpan _patience = Patience;
    private long _lastNumber;
    private long _unacknowledgedBytes;

    // The last of those that were on the way when one was sent again. Of these the next is sent again when the one before has arrived.
    private long _doubtfulThrough;
    private long _sentAgainThrough;
    private int _repetitions;
    private long _lastProgress;
    private bool _watching;
    private bool _isOver;

    /// <param name="process">This process.</param>
    /// <param name="receiver">The other process.</param>
    /// <param name="incoming">What comes from the other process, of which each batch tells it.</param>
    /// <param name="deliver">Hands a batch to the engine, which may lose it.</param>
    /// <param name="logger">Told of what does not arrive.</param>
    public OutgoingLine(LocalProcess process, int receiver, IncomingLine incoming, Func<LinkBatch, Task> deliver, ILogger logger)
    {
        _process = process;
        _receiver = receiver;
        _incoming = incoming;
        _deliver = deliver;
        _logger = logger;
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
            Deliver(new LinkBatch(_process.Pid, 0, _incoming.TakeAcknowledgement(), false, []));
        }
    }

    /// <summary>The other process has all batches up to a number.</summary>
    public void OnAcknowledged(long number)
    {
        List<LinkBatch>? done = null;
        LinkBatch? again = null;
        LinkBatch? next;
        lock (_gate)
        {
            int before = _unacknowledged.Count;
            while (_unacknowledged.TryPeek(out LinkBatch? batch) && batch.Number <= number)
            {
                _unacknowledged.Dequeue();
                _unacknowledgedBytes -= batch.Size;

                // The engine may still be about to write a batch that was sent twice.
                if (batch.Number > _sentAgainThrough)
                {
                    (done ??= []).Add(batch);
                }
            }

            if (_unacknowledged.Count < before)
            {
                again = Progress();
            }

            next = TakeBatch();
        }

        if (again is not null)
        {
            Deliver(again);
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

    /// <summary>Sends again now what is not acknowledged: the receiver could not be reached before, and can be now.</summary>
    public void SendAgain()
    {
        LinkBatch? again = null;
        lock (_gate)
        {
            if (_unacknowledged.Count > 0 && !_isOver)
            {
                _patience = Patience;
                _repetitions = 0;
                again = TakeAgain();
                Watch();
            }
        }

        if (again is not null)
        {
            Deliver(again);
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

    /// <summary>Something has arrived. Under the lock.</summary>
    /// <returns>What is to be sent again now.</returns>
    private LinkBatch? Progress()
    {
        _lastProgress = _process.Time.GetTimestamp();
        _repetitions = 0;
        if (_patience > Patience)
        {
            _patience = Patience;
            Watch();
        }

        return _unacknowledged.TryPeek(out LinkBatch? oldest) && oldest.Number <= _doubtfulThrough && oldest.Number > _sentAgainThrough
            ? Again(oldest)
            : null;
    }

    /// <summary>What is to be sent now; <see langword="null"/> when that is nothing. Under the lock.</summary>
    private LinkBatch? TakeBatch()
    {
        if (_waiting.Count == 0 || _unacknowledged.Count >= Window)
        {
            return null;
        }

        (int count, long size) = Measure();
        var messages = new LinkMessage[count];
        for (int i = 0; i < messages.Length; i++)
        {
            messages[i] = _waiting.Dequeue();
        }

        if (_unacknowledged.Count == 0)
        {
            _lastProgress = _process.Time.GetTimestamp();
        }

        bool isLastOfWindow = _unacknowledged.Count == Window - 1;
        var batch = new LinkBatch(_process.Pid, ++_lastNumber, _incoming.TakeAcknowledgement(), isLastOfWindow, messages) { Size = size };
        _unacknowledged.Enqueue(batch);
        _unacknowledgedBytes += size;
        if (!_watching)
        {
            _watching = true;
            Watch();
        }

        return batch;
    }

    /// <summary>How many of those that wait go into one batch, and how long they are.</summary>
    private (int Count, long Size) Measure()
    {
        if (_waiting.Count == 1)
        {
            return (1, _waiting.Peek().Body.Length);
        }

        int count = 0;
        long size = 0;
        foreach (LinkMessage message in _waiting)
        {
            if (count > 0 && (size + message.Body.Length > LargestBatch || count == LongestBatch))
            {
                break;
            }

            size += message.Body.Length;
            count++;
        }

        return (count, size);
    }

    private void Watch() => _timer.Change(_patience + TimeSpan.FromSeconds(_unacknowledgedBytes / LeastRate), Timeout.InfiniteTimeSpan);

    private void OnTimer()
    {
        LinkBatch? again = null;
        int repetitions = 0;
        lock (_gate)
        {
            if (_isOver || _unacknowledged.Count == 0)
            {
                _watching = false;
                return;
            }

            TimeSpan patience = _patience + TimeSpan.FromSeconds(_unacknowledgedBytes / LeastRate);
            TimeSpan left = patience - _process.Time.GetElapsedTime(_lastProgress);
            if (left <= TimeSpan.Zero)
            {
                again = TakeAgain();
                repetitions = ++_repetitions;
                _patience = TimeSpan.FromTicks(Math.Min(_patience.Ticks * 2, MaxPatience.Ticks));
                Watch();
            }
            else
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
            }
        }

        if (again is not null)
        {
            if (repetitions == Suspicious)
            {
                LogNotAcknowledged(again.Number, again.Messages.Length, again.Size, _receiver);
            }

            Deliver(again);
        }
    }

    /// <summary>The oldest, to be sent again. Under the lock.</summary>
    private LinkBatch TakeAgain()
    {
        _doubtfulThrough = _lastNumber;
        _lastProgress = _process.Time.GetTimestamp();
        return Again(_unacknowledged.Peek());
    }

    private LinkBatch Again(LinkBatch batch)
    {
        _sentAgainThrough = Math.Max(_sentAgainThrough, batch.Number);
        return batch;
    }

    private async void Deliver(LinkBatch batch)
    {
        try
        {
            // What the sender of a message has there is not for everybody whose message goes with it. It is there again after this method.
            RequestContext.Clear();
            await _deliver(batch).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The engine could not send it now. It is sent again until the receiver has it, or is gone.
            LogNotSent(e, batch.Number, _receiver);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Process {Pid} has not acknowledged batch {Number} ({Count} messages, {Size} bytes), which was sent several times. What follows waits for it.")]
    private partial void LogNotAcknowledged(long number, int count, long size, int pid);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Batch {Number} for process {Pid} could not be sent now. It is sent again.")]
    private partial void LogNotSent(Exception error, long number, int pid);
}
