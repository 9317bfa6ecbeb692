using Orleans.Placement;

namespace Engine.Tests.Hosting;

[RandomPlacement]
public sealed class HostedGrain(ILocalSiloDetails silo) : Grain, IHostedGrain
{
    private int _count;
    private IHostedObserver? _observer;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Record($"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<SiloAddress> GetSilo() => Task.FromResult(silo.SiloAddress);

    public Task<string> GetSiloName() => Task.FromResult(silo.Name);

    public Task<int> Increment() => Task.FromResult(++_count);

    public Task<int> IncrementSoon() => Increment();

    public Task Subscribe(IHostedObserver observer)
    {
        _observer = observer;
        return Task.CompletedTask;
    }

    public Task<string> Ask(string question) => _observer!.Answer(question);

    public async Task<int> Work()
    {
        Probe.Signal("entered");
        await Probe.Signalled("open");
        return 42;
    }
}
