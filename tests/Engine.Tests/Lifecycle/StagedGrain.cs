namespace Engine.Tests.Lifecycle;

/// <summary>Takes part in the stages of its own life.</summary>
public sealed class StagedGrain : Grain, IStagedGrain, ILifecycleParticipant<IGrainLifecycle>
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public void Participate(IGrainLifecycle lifecycle)
    {
        // Not in the order of the stages, on purpose.
        Subscribe(lifecycle, GrainLifecycleStage.Last, "last");
        Subscribe(lifecycle, GrainLifecycleStage.First, "first");
        Subscribe(lifecycle, GrainLifecycleStage.Activate - 1, "before activate");
        Subscribe(lifecycle, GrainLifecycleStage.SetupState, "setup state");
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Record("OnActivateAsync");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Record("OnDeactivateAsync");
        return Task.CompletedTask;
    }

    public Task Call()
    {
        Probe.Record("call");
        return Task.CompletedTask;
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private void Subscribe(IGrainLifecycle lifecycle, int stage, string name) => lifecycle.Subscribe(
        nameof(StagedGrain), stage, cancellation => RecordAsync($"start {name}"), cancellation => RecordAsync($"stop {name}"));

    private Task RecordAsync(string entry)
    {
        Probe.Record(entry);
        return Task.CompletedTask;
    }
}
