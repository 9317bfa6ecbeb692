namespace Orleans.Distributed.Calls;

/// <summary>A call whose function runs here, from its arrival until its function has ended.</summary>
/// <remarks>
/// It is settled once: with what the function returned or threw, or before that, when it was given up or ran out of time. The
/// function may go on after that; the call ends with it.
/// </remarks>
internal abstract class RunningCall(CallExecutor executor) : IRunningCall
{
    private CancellationTokenSource? _cancellation;
    private ITimer? _deadlineTimer;
    private long _deadline;
    private CallStop _stop;
    private bool _isSettled;
    private bool _hasEnded;

    /// <summary>What the call is called; <see langword="null"/> until the function was read.</summary>
    public abstract string? Name { get; }

    /// <summary>Made when the function first asks for it: most do not.</summary>
    public CancellationToken Cancellation
    {
        get
        {
            lock (this)
            {
                return (_cancellation ??= new CancellationTokenSource(_stop == CallStop.None ? Timeout.Infinite : 0)).Token;
            }
        }
    }

    public bool HasEnded => Volatile.Read(ref _hasEnded);

    public TimeSpan? Remaining
    {
        get
        {
            if (_deadline == 0)
            {
                return null;
            }

            TimeSpan left = Executor.Time.GetElapsedTime(Executor.Time.GetTimestamp(), _deadline);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    protected CallExecutor Executor { get; } = executor;

    public ValueTask WaitUntilMayRunAsync() => Executor.WaitUntilMayRunAsync();

    /// <summary>Sets how much time the call has. Before it begins.</summary>
    public void SetDeadline(TimeSpan remaining)
    {
        TimeProvider time = Executor.Time;
        _deadline = time.GetTimestamp() + (long)(remaining.TotalSeconds * time.TimestampFrequency);
        _deadlineTimer = time.CreateTimer(
            static call => ((RunningCall)call!).Stop(CallStop.DeadlinePassed), this, remaining, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks the function to stop. What its caller is told then, and when, depends on why. Only the first reason counts.</summary>
    public void Stop(CallStop why)
    {
        bool hasToken;
        lock (this)
        {
            if (_hasEnded || _stop != CallStop.None)
            {
                return;
            }

            _stop = why;
            hasToken = _cancellation is not null;
        }

        if (hasToken)
        {
            Executor.QueueRegistrations(this);
        }

        if (why == CallStop.GivenUp && TrySettle())
        {
            Withdraw();
        }
        else if (why == CallStop.DeadlinePassed && TrySettle())
        {
            Fail(RemoteFault.DeadlinePassed(Executor.Pid, Name));
        }
    }

    /// <summary>Cancels the token, and runs what was registered on it.</summary>
    public void CancelToken() => _cancellation?.Cancel();

    /// <summary>Begins the function, on a thread for user code.</summary>
    public void Run()
    {
        try
        {
            // Read in any case: handles that came with it have to be received, or their owners would keep them for ever.
            Read();
            ThrowIfStopped();
        }
        catch (Exception e)
        {
            End(e);
            return;
        }

        _ = ExecuteAsync();
    }

    /// <summary>Makes the function ready to run.</summary>
    protected virtual void Read()
    {
    }

    /// <summary>Runs the function and settles the call with its result.</summary>
    protected abstract ValueTask InvokeAsync();

    /// <summary>Settles the call with a failure.</summary>
    protected abstract void Fail(RemoteFault fault);

    /// <summary>Settles a call that its caller gave up.</summary>
    protected abstract void Withdraw();

    /// <summary>The function has ended.</summary>
    protected abstract void OnEnded();

    /// <summary>True once: for who may settle the call.</summary>
    protected bool TrySettle()
    {
        lock (this)
        {
            if (_isSettled)
            {
                return false;
            }

            _isSettled = true;
            return true;
        }
    }

    private async Task ExecuteAsync()
    {
        Exception? failure = null;
        try
        {
            CallContext.Current = Executor.NewContext(this);
            await InvokeAsync();
        }
        catch (Exception e)
        {
            failure = e;
        }

        End(failure);
    }

    private void End(Exception? failure)
    {
        if (failure is not null && TrySettle())
        {
            Fail(RemoteFault.Capture(Executor.Pid, failure));
        }

        lock (this)
        {
            _hasEnded = true;
        }

        _deadlineTimer?.Dispose();
        OnEnded();
    }

    private void ThrowIfStopped()
    {
        lock (this)
        {
            if (_stop != CallStop.None)
            {
                throw new OperationCanceledException("The call was given up before its function began.");
            }
        }
    }
}
