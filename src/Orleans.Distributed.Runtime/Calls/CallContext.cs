namespace Orleans.Distributed.Calls;

/// <summary>What surrounds a function that runs for a remote call. Flows with its asynchronous code.</summary>
/// <param name="Process">The process that it runs in.</param>
/// <param name="Services">That process's services.</param>
/// <param name="Call">The call.</param>
internal sealed record CallContext(LocalProcess Process, IServiceProvider Services, IRunningCall? Call)
{
    private static readonly AsyncLocal<CallContext?> Flowing = new();

    public static CallContext? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>
    /// The call that this code runs for, as long as its function has not ended, and unless what it does now is to live on its own.
    /// </summary>
    public static IRunningCall? RunningCall => Current is { IsDetached: false, Call: { HasEnded: false } call } ? call : null;

    /// <summary>Whether what is done here does not end with the call.</summary>
    public bool IsDetached { get; init; }

    /// <summary>Makes what follows live on its own, until the result is disposed.</summary>
    public static IDisposable Detach()
    {
        CallContext? before = Current;
        if (before is not null)
        {
            Current = before with { IsDetached = true };
        }

        return new Detachment(before);
    }

    /// <summary>
    /// Joins a token that was given to a wait with that of the call which this code runs for, so that a function that is stopped
    /// stops waiting. Dispose the result when the wait is over.
    /// </summary>
    public static LinkedCancellation LinkCancellation(CancellationToken cancellationToken)
    {
        if (RunningCall is not { } call)
        {
            return new LinkedCancellation(null, cancellationToken);
        }

        if (!cancellationToken.CanBeCanceled || cancellationToken == call.Cancellation)
        {
            return new LinkedCancellation(null, call.Cancellation);
        }

        var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Cancellation);
        return new LinkedCancellation(linked, linked.Token);
    }

    private sealed class Detachment(CallContext? before) : IDisposable
    {
        public void Dispose() => Current = before;
    }
}
