using Orleans.Placement;

namespace Engine.Tests.Activation;

[RandomPlacement]
public sealed class ActivationGrain(ILocalSiloDetails silo) : Grain, IActivationGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private int _count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Of(this.GetPrimaryKeyString()).Record("activated");
        return Task.CompletedTask;
    }

    public Task<Guid> GetActivation()
    {
        Probe.Of(this.GetPrimaryKeyString()).Record("called");
        return Task.FromResult(_activation);
    }

    public Task<SiloAddress> GetSilo() => Task.FromResult(silo.SiloAddress);

    public Task<int> Increment() => Task.FromResult(++_count);
}
