namespace Engine.Tests.Placement;

public interface IPlacedGrain : IGrainWithStringKey
{
    Task<SiloAddress> GetSilo();

    Task<Guid> GetActivation();

    /// <summary>Where another grain lives, when called from here.</summary>
    Task<SiloAddress> GetSiloOf(IPlacedGrain other);
}
