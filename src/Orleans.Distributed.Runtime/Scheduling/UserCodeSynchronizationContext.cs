namespace Orleans.Distributed.Scheduling;

/// <summary>Keeps the continuations of asynchronous user code on the threads for user code.</summary>
internal sealed class UserCodeSynchronizationContext(UserCodeScheduler scheduler) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => scheduler.Queue(d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
