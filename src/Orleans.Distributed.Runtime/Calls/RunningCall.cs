using System.Runtime.ExceptionServices;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Calls;

/// <summary>A call whose function runs here, from its arrival until its function has ended.</summary>
/// <remarks>
/// It is settled once: with what the function returned or threw, or before that, when it was given up or ran out of time. The
/// function may go on after that; the call ends with it.
/// It is its function's synchronization context too: so what continues the function is known to belong to the call, and no
/// object more is needed for each call.
/// </remarks>
internal abstract class RunningCall(CallExecutor executor) : SynchronizationContext, IRunningCall
{
    private static readonly SendOrPostCallback ExecuteCallback = static call => _ = ((RunningCall)call!).ExecuteAsync();

    private CancellationTokenSource? _cancellation;
    private ITimer? _deadlineTimer;
    private long _deadline;
    private CallStop _stop;
    private bool _isInterrupted;
    private TaskCompletionSource? _end;
    private bool _isSettled;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <summary>What the call is called; <see langword="null"/> until the function was read.</summary>
    public abstract string? Name { get; }

    /// <summary>Whether the function is this library's and not the user's.</summary>
    public abstract bool IsSystem { get; }

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

    /// <summary>Whether a call that was given up is settled when its function has ended, and not before.</summary>
    protected virtual bool AnswersAtEnd => false;

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
    /// <remarks>It may be the callback of a token that user code has cancelled.</remarks>
    public void Stop(CallStop why) => UserCodeThread.Ensure(static stop => stop.Call.StopNow(stop.Why), (Call: this, Why: why));

    /// <summary>
    /// Answers a call that was interrupted while its function waits for something that does not heed the token, which may be for ever.
    /// </summary>
    public void GiveUpWaiting()
    {
        if (!IsSystem && Volatile.Read(ref _hasBegun) && TrySettle())
        {
            Fail(RemoteFault.Capture(Executor.Pid, Interrupted(null)));
        }
    }

    /// <summary>A slice of the function was aborted, and with it the function, as far as anybody can tell.</summary>
    public void OnAborted() => Finish(Interrupted(null));

    /// <summary>Whether an exception is how the function's code ends because it was interrupted.</summary>
    public bool IsEndedBy(Exception failure) => _isInterrupted && IsOfInterrupt(failure);

    /// <summary>Completes when the token of a call that was stopped is cancelled. What is registered on it may take longer.</summary>
    public Task WhenCancelled()
    {
        CancellationToken token;
        lock (this)
        {
            if (_stop == CallStop.None || _cancellation is null)
            {
                // It had ended before; or its token, should it ever ask for one, is cancelled from the beginning.
                return Task.CompletedTask;
            }

            token = _cancellation.Token;
        }

        // Of what is registered, the last is told first: so nobody's code is waited for.
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.UnsafeRegister(static cancelled => ((TaskCompletionSource)cancelled!).TrySetResult(), cancelled);
        return cancelled.Task;
    }

    /// <summary>Completes when the function has ended.</summary>
    public Task WhenEnded()
    {
        lock (this)
        {
            if (_hasEnded)
            {
                return Task.CompletedTask;
            }

            return (_end ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Continues the function.</summary>
    public override void Post(SendOrPostCallback d, object? state) => Executor.QueueSlice(this, d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

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
            Finish(e);
            return;
        }

        Volatile.Write(ref _hasBegun, true);
        if (UserCodeThread.Current is { } thread && !IsSystem)
        {
            thread.Run(this, ExecuteCallback, this);
        }
        else
        {
            ExecuteCallback(this);
        }
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

    private void StopNow(CallStop why)
    {
        bool hasToken;
        bool isSettledNow;
        lock (this)
        {
            bool isFirst = _stop == CallStop.None;
            if (_hasEnded || (why == CallStop.Interrupted && IsSystem) || (!isFirst && (_stop != CallStop.Interrupted || why == CallStop.Interrupted)))
            {
                return;
            }

            // A function that was interrupted may go on for long, and its caller can still give up or run out of time.
            _stop = why;
            _isInterrupted |= why == CallStop.Interrupted;
            hasToken = isFirst && _cancellation is not null;

            // Before the function can notice: what it makes of its token must not be taken for the outcome.
            isSettledNow = (why == CallStop.DeadlinePassed || (why == CallStop.GivenUp && !AnswersAtEnd)) && TrySettle();
        }

        if (isSettledNow && why == CallStop.GivenUp)
        {
            Withdraw();
        }
        else if (isSettledNow)
        {
            Fail(RemoteFault.DeadlinePassed(Executor.Pid, Name));
        }

        if (hasToken)
        {
            Executor.QueueRegistrations(this);
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
        UserCodeThread? thread = UserCodeThread.Current;
        bool entered = false;
        if (thread is not null && !thread.TryEnterLibrary(out entered))
        {
            // Whoever aborts the slice ends the call.
            return;
        }

        try
        {
            Finish(failure);
        }
        finally
        {
            if (entered)
            {
                thread!.LeaveLibrary();
            }
        }
    }

    private void Finish(Exception? failure)
    {
        if (failure is not null && TrySettle())
        {
            Fail(RemoteFault.Capture(Executor.Pid, IsEndedBy(failure) ? Interrupted(failure) : failure));
        }

        TaskCompletionSource? end;
        lock (this)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            end = _end;
        }

        _deadlineTimer?.Dispose();
        OnEnded();
        end?.SetResult();
    }

    private CallInterruptedException Interrupted(Exception? cause)
    {
        var interrupted = new CallInterruptedException(Executor.Pid, Name ?? "A function", cause);
        if (cause?.StackTrace is { } trace)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(interrupted, trace);
        }

        return interrupted;
    }

    /// <summary>Whether this is how code ends that is interrupted, and not a failure of its own that came at the same time.</summary>
    private static bool IsOfInterrupt(Exception failure) => failure switch
    {
        CallInterruptedException => false,
        OperationCanceledException or ThreadInterruptedException or ThreadAbortException => true,
        AggregateException several => several.InnerExceptions.All(IsOfInterrupt),
        _ => false,
    };

    private void ThrowIfStopped()
    {
        lock (this)
        {
            if (_stop == CallStop.Interrupted && IsSystem)
            {
                // It was interrupted when it could not be told from a user's, and goes on as if it had not been.
                _stop = CallStop.None;
                _isInterrupted = false;
            }

            if (_stop != CallStop.None)
            {
                throw new OperationCanceledException("The call was given up before its function began.");
            }
        }
    }
}
