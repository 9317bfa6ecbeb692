namespace Orleans.Distributed.Links;

/// <summary>
/// The messages of another process, in the order in which they were sent: batches that come early wait for those before them, and those that
/// come again are left out.
/// </summary>
internal sealed class IncomingLine
{
    /// <summary>How long the sender waits for an acknowledgement, when no message to it takes it along: far less than its patience.</summary>
    private static readonly TimeSpan AcknowledgementDelay = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkBatch> _early = [];
    private readonly Queue<LinkBatch> _ready = new();
    private readonly Action _acknowledge;
    private readonly ITimer _timer;
    private long _arrived;
    private long _acknowledged;
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
    /// <param name="mustAcknowledge">Whether the sender waits for <see cref="AcknowledgeNow"/>.</param>
    /// <returns>Whether the caller has to handle what is ready, until <see cref="TryTake"/> has no more.</returns>
    public bool Accept(LinkBatch batch, out bool isFirst, out bool mustAcknowledge)
    {
        lock (_gate)
        {
            if (batch.Number == _arrived + 1)
            {
                isFirst = true;
                mustAcknowledge = Take(batch);
                while (_early.Count > 0 && _early.Remove(_arrived + 1, out LinkBatch? next))
                {
                    mustAcknowledge |= Take(next);
                }
            }
            else
            {
                isFirst = batch.Number > _arrived && batch.Number <= _arrived + OutgoingLine.Window && _early.TryAdd(batch.Number, batch);
                mustAcknowledge = !isFirst;
                if (!isFirst)
                {
                    // The sender has not heard that it is here.
                    _acknowledged = Math.Min(_acknowledged, _arrived - 1);
                }
            }

            if (!_watching && _acknowledged < _arrived)
            {
                _watching = true;
                _timer.Change(AcknowledgementDelay, Timeout.InfiniteTimeSpan);
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

    /// <summary>The number of the last batch without a gap, of which the caller tells the sender.</summary>
    public long TakeAcknowledgement()
    {
        lock (_gate)
        {
            return _acknowledged = _arrived;
        }
    }

    /// <summary>Tells the sender now, unless it was told already.</summary>
    public void AcknowledgeNow()
    {
        bool owes;
        lock (_gate)
        {
            owes = _acknowledged < _arrived;
        }

        if (owes)
        {
            _acknowledge();
        }
    }

    public void End() => _timer.Dispose();

    private bool Take(LinkBatch batch)
    {
        _arrived++;
        _ready.Enqueue(batch);
        return batch.IsLastOfWindow;
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _watching = false;
        }

        AcknowledgeNow();
    }
}
