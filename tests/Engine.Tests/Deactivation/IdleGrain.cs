namespace Engine.Tests.Deactivation;

/// <summary>Is deactivated after the cluster's collection age.</summary>
public class IdleGrain : Grain, IIdleGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Signal(reason.ReasonCode.ToString());
        Probe.Signal("gone");
        return Task.CompletedTask;
    }

    public Task Touch() => Task.CompletedTask;

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public async Task Work()
    {
        Probe.Signal("entered");
        await Probe.Signalled("open");
    }
}
