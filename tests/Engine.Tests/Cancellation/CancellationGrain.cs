using Orleans.Placement;

namespace Engine.Tests.Cancellation;

[RandomPlacement]
public sealed class CancellationGrain : Grain, ICancellationGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task WorkUntilCancelled(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(cancelled.SetResult);
        Probe.Signal("entered");
        await cancelled.Task.Within();
        Probe.Signal("cancelled");
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async ValueTask<int> WorkUntilCancelledAsValueTask(int argument, CancellationToken cancellationToken)
    {
        await WorkUntilCancelled(cancellationToken);
        return argument;
    }

    public async Task WorkThrough(ICancellationGrain target, CancellationToken cancellationToken)
    {
        await target.WorkUntilCancelled(cancellationToken);
    }

    public async Task IgnoreToken(CancellationToken cancellationToken)
    {
        Probe.Signal("entered");
        await Probe.Signalled("open");
        Probe.Signal("done");
    }

    public async Task<int> AnswerAllTheSame(CancellationToken cancellationToken)
    {
        Probe.Signal("entered");
        await Probe.Signalled("open");
        return 42;
    }

    public Task<int> Add(int left, int right, CancellationToken cancellationToken)
    {
        Probe.Signal("added");
        return Task.FromResult(left + right);
    }
}
