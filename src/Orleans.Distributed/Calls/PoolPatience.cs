namespace Orleans.Distributed.Calls;

/// <summary>How long a call waits for a worker of a pool.</summary>
internal sealed class PoolPatience : IDisposable
{
    private readonly CallLimits _limits;
    private readonly CancellationTokenSource? _source;
    private readonly ITimer? _timer;
    private volatile bool _isTooLate;

    public PoolPatience(CallLimits limits, TimeProvider time)
    {
        _limits = limits;
        if (limits.OwnEnd == 0 && !limits.Inherited.CanBeCanceled)
        {
            Token = limits.Token;
            return;
        }

        _source = CancellationTokenSource.CreateLinkedTokenSource(limits.Token, limits.Inherited);
        Token = _source.Token;
        if (limits.OwnEnd != 0)
        {
            _timer = time.CreateTimer(
                static patience => ((PoolPatience)patience!).OnDeadline(), this, limits.OwnRemaining(time), Timeout.InfiniteTimeSpan);
        }
    }

    public CancellationToken Token { get; }

    /// <summary>Whether the wait was given up, or took too long.</summary>
    public bool IsOver => _isTooLate || _limits.IsGivenUp;

    /// <summary>What the caller is told.</summary>
    public Exception ToException(string function) => _limits.IsGivenUp
        ? new OperationCanceledException(_limits.Cancelled)
        : Errors.NoWorkerInTime(function, _limits.Deadline.GetValueOrDefault());

    public void Dispose()
    {
        _timer?.Dispose();
        _source?.Dispose();
    }

    private void OnDeadline()
    {
        _isTooLate = true;
        try
        {
            _source!.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A worker was found at the last moment.
        }
    }
}
