namespace Orleans.Distributed.Links;

/// <summary>
/// The messages of another process, in the order in which they were sent: batches that come early wait for those before them, and those that
/// come again are left out.
/// </summary>
internal sealed class IncomingLine
{
    /// <summary>How long the sender waits for word, when no message to it takes it along: far less than its patience.</summary>
    private static readonly TimeSpan WordDelay = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, LinkBatch> _early = [];
    private readonly Queue<LinkBatch> _ready = new();
    private readonly Action _acknowledge;
    private readonly ITimer _timer;
    private long _arrived;
    private long _told;
    private bool _watching;
    private bool _handling;

    /// <param name="time">The time.</param>
    /// <param name="acknowledge">Tells the sender what has arrived.</param>
    public IncomingLine(TimeProvider time, Action acknowledge)
    {
        _acknowledge = acknowledge;
        _timer = time.CreateTimer(
            static line => ((IncomingLine)line!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes a batch in.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isFirst">Whether this process has it for the first time.</param>
    /// <param name="owesWord">Whether the sender waits for <see cref="AcknowledgeNow"/>.</param>
    /// <returns>Whether the caller has to handle what is ready, until <see cref="TryTake"/> has no more.</returns>
    public bool Accept(LinkBatch batch, out bool isFirst, out bool owesWord)
    {
        lock (_gate)
        {
            isFirst = batch.Number > _arrived && _early.TryAdd(batch.Number, batch);
            owesWord = !isFirst;
            while (_early.Remove(_arrived + 1, out LinkBatch? next))
            {
                _arrived++;
                owesWord |= next.WantsWord;
                _ready.Enqueue(next);
            }

            if (!isFirst)
            {
                // The sender has not heard that it is here.
                _told = Math.Min(_told, _arrived - 1);
            }

            if (!_watching && _told < _arrived)
            {
                _watching = true;
                _timer.Change(WordDelay, Timeout.InfiniteTimeSpan);
            }

            return _ready.Count > 0 && !_handling && (_handling = true);
        }
    }

    /// <summary>The next batch to handle.</summary>
    public LinkBatch? TryTake()
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out LinkBatch? batch))
            {
                return batch;
            }

            _handling = false;
            return null;
        }
    }

    /// <summary>The number of the last batch without a gap, which the caller tells the sender.</summary>
    public long TakeWord()
    {
        lock (_gate)
        {
            return _told = _arrived;
        }
    }

    /// <summary>Tells the sender now, unless it was told already.</summary>
    public void AcknowledgeNow()
    {
        bool owes;
        lock (_gate)
        {
            owes = _told < _arrived;
        }

        if (owes)
        {
            _acknowledge();
        }
    }

    public void End() => _timer.Dispose();

    private void OnTimer()
    {
        lock (_gate)
        {
            _watching = false;
        }

        AcknowledgeNow();
    }
}
