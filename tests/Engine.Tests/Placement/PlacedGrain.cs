namespace Engine.Tests.Placement;

public abstract class PlacedGrain(ILocalSiloDetails silo) : Grain, IPlacedGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public Task<SiloAddress> GetSilo() => Task.FromResult(silo.SiloAddress);

    public Task<Guid> GetActivation() => Task.FromResult(_activation);

    public Task<SiloAddress> GetSiloOf(IPlacedGrain other) => other.GetSilo();
}
