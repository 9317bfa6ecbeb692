using Orleans.Distributed.Futures;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Calls;

/// <summary>A call to the own process: the function runs on its threads for user code, with the very objects that were given.</summary>
internal sealed class LocalCall<T>(CallExecutor executor, Invocation<T> invocation, CallLimits limits) : OwnCall(executor)
{
    private readonly TaskCompletionSource<T> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Invocation<T>? _invocation = invocation;
    private CancellationTokenRegistration _own;
    private CancellationTokenRegistration _inherited;

    public override string? Name => limits.Name ?? _invocation?.Name;

    public override bool IsSystem => _invocation is { IsSystem: true };

    public Task<T> Task => _end.Task;

    protected override bool AnswersAtEnd => limits.AnswersAtEnd;

    /// <summary>Where the result is kept, when it is to be kept.</summary>
    public FutureEntry? Future { get; init; }

    /// <summary>Told of a failure, when nobody waits for this call.</summary>
    public Action<RemoteFault>? OnFault { get; init; }

    /// <summary>Queues the function for a thread for user code.</summary>
    public void Begin()
    {
        _own = Register(limits.Token);
        _inherited = Register(limits.Inherited);
        if (limits.ToTerms(Executor.Time).Remaining is { } remaining)
        {
            SetDeadline(remaining);
        }

        Executor.Begin(this);
    }

    /// <summary>This process has ended, and the function, if it began, will not come to its end.</summary>
    public override void OnProcessExited(int pid, ProcessExit exit)
    {
        if (TrySettle())
        {
            var exited = new ProcessExitedException(pid, exit, CallOutcome.MayHaveRun, Name);
            Future?.OnOwnerExited(exited);
            Fail(exited);
        }
    }

    protected override async ValueTask InvokeAsync()
    {
        T result = await _invocation!.InvokeAsync(this);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        if (TrySettle())
        {
            Future?.TrySet(new StoredValue<T>(result));
            _end.TrySetResult(result);
        }
    }

    protected override void Fail(RemoteFault fault)
    {
        Future?.TrySet(new StoredFault(fault));
        OnFault?.Invoke(fault);
        Fail(fault.Kind == FaultKind.DeadlinePassed ? Errors.DeadlinePassed(Executor.Pid, Name, limits.Deadline) : fault.ToException());
    }

    protected override void Withdraw()
    {
        Future?.TrySet(new StoredFault(RemoteFault.GivenUp(Executor.Pid, Name)));
        _end.TrySetCanceled(limits.Cancelled);
    }

    protected override void OnEnded()
    {
        _invocation = null;
        _own.Unregister();
        _inherited.Unregister();
        base.OnEnded();
    }

    private CancellationTokenRegistration Register(CancellationToken token) =>
        token.UnsafeRegister(static call => ((LocalCall<T>)call!).Stop(CallStop.GivenUp), this);

    private void Fail(Exception error)
    {
        _end.TrySetException(error);

        // The failure is told through the future or the handler; the task of a call that nobody awaits stays silent.
        _ = _end.Task.Exception;
    }
}
