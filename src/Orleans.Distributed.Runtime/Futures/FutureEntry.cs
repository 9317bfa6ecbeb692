using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Futures;

/// <summary>A future at its owner.</summary>
/// <remarks>There can be millions of them, so what one keeps is counted in bytes.</remarks>
internal abstract class FutureEntry(Rrid id) : ReferenceEntry(id)
{
    private StoredResult? _result;
    private TaskCompletionSource<StoredResult>? _waiters;
    private bool _observed;

    /// <summary>Whether a function will set the result, also when nobody holds a handle any more.</summary>
    public bool HasFunction { get; init; }

    public bool IsReady => Volatile.Read(ref _result) is not null;

    /// <summary>Sets the result; false when there is one already, which stays.</summary>
    public bool TrySet(StoredResult result)
    {
        TaskCompletionSource<StoredResult>? waiters;
        lock (this)
        {
            if (_result is not null)
            {
                return false;
            }

            if (IsReleased && result.Fault is { } fault)
            {
                ReportUnobserved(fault);
            }

            // Once released nobody can ask for it, and keeping it would only cost memory.
            _result = IsReleased && _waiters is null ? ReleasedResult.Instance : result;
            waiters = _waiters;
            _waiters = null;
        }

        waiters?.TrySetResult(result);
        return true;
    }

    /// <summary>Waits for the result.</summary>
    public Task<StoredResult> WaitAsync()
    {
        lock (this)
        {
            _observed = true;
            if (_result is { } result)
            {
                return Task.FromResult(result);
            }

            _waiters ??= new TaskCompletionSource<StoredResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiters.Task;
        }
    }

    /// <summary>Fails, unless it is done. The failure is none of the function's, so it is not reported as one.</summary>
    public override void OnOwnerExited(ProcessExitedException exited)
    {
        lock (this)
        {
            _observed = true;
        }

        TrySet(new StoredFault(RemoteFault.PassOn(exited.Pid, exited)));
    }

    public override void OnReleased()
    {
        base.OnReleased();
        if (_result?.Fault is { } fault)
        {
            ReportUnobserved(fault);
        }
        else if (_result is null && !HasFunction)
        {
            // Nobody can put a value any more, so those who wait for it would wait for ever.
            _result = ReleasedResult.Instance;
            _waiters?.TrySetResult(_result);
            _waiters = null;
        }
    }

    public override ReferenceInfo Describe() => new(
        Id,
        ReferenceKind.Future,
        _result?.ValueType?.ToString(),
        Holders.ToArray(),
        Holders.TransferCount,
        _result is not null,
        _result?.Fault is not null,
        _result is { Fault: null } ? 1 : 0,
        _waiters is null ? 0 : 1,
        _result is null ? 0 : _result.Bytes);

    /// <summary>A failure was released, and nobody has ever asked for it; under the entry's lock.</summary>
    /// <param name="function">What to call the function, when it has no other name.</param>
    /// <param name="fault">The failure.</param>
    protected abstract void ReportUnobserved(string function, RemoteFault fault);

    private void ReportUnobserved(RemoteFault fault)
    {
        // That its caller gave it up is no news to anybody.
        if (!_observed && fault.Kind != FaultKind.GivenUp)
        {
            _observed = true;
            ReportUnobserved($"the function of the future {Id}", fault);
        }
    }
}
