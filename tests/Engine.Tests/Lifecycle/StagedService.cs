namespace Engine.Tests.Lifecycle;

/// <summary>Takes part in the stages of a silo's life, and records them under the silo's name.</summary>
public sealed class StagedService(ILocalSiloDetails silo, IGrainFactory factory) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        // Not in the order of the stages, on purpose.
        Subscribe(lifecycle, ServiceLifecycleStage.Last, "last");
        Subscribe(lifecycle, ServiceLifecycleStage.ApplicationServices, "application services");
        Subscribe(lifecycle, ServiceLifecycleStage.First, "first");
        Subscribe(lifecycle, ServiceLifecycleStage.RuntimeInitialize, "runtime initialize");
        lifecycle.Subscribe(nameof(StagedService), ServiceLifecycleStage.Active, StartActiveAsync, StopActiveAsync);
    }

    private void Subscribe(ISiloLifecycle lifecycle, int stage, string name) => lifecycle.Subscribe(
        nameof(StagedService), stage, cancellation => RecordAsync($"start {name}"), cancellation => RecordAsync($"stop {name}"));

    // Grains can be called from the stage Active on, and still when it is left.
    private async Task StartActiveAsync(CancellationToken cancellationToken)
    {
        await factory.GetGrain<IStagedGrain>(Unique.Key()).Call();
        await RecordAsync("start active");
    }

    private async Task StopActiveAsync(CancellationToken cancellationToken)
    {
        await factory.GetGrain<IStagedGrain>(Unique.Key()).Call();
        await RecordAsync("stop active");
    }

    private Task RecordAsync(string entry)
    {
        Probe.Of(LifecycleTests.ProbePrefix + silo.SiloAddress).Record(entry);
        return Task.CompletedTask;
    }
}
