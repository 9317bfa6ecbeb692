namespace Engine.Tests.Deactivation;

/// <summary>Does several things at a time.</summary>
[Reentrant]
public sealed class BusyGrain : Grain, IBusyGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Record("deactivated");
        return Task.CompletedTask;
    }

    public async Task Work(string signal)
    {
        Probe.Signal($"{signal} is awaited");
        await Probe.Signalled(signal);
        Probe.Record(signal);
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
