using Orleans.Runtime.Placement;

namespace Engine.Tests.Placement;

/// <summary>Reads the index of the silo, in the order of the addresses, from the part of the key before the colon.</summary>
public sealed class KeyPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        if (strategy is not KeyPlacement) throw new InvalidOperationException($"Asked for {strategy}.");

        var silos = context.GetCompatibleSilos(target).Order().ToArray();
        var index = int.Parse(target.GrainIdentity.Key.ToString()!.Split(':')[0], null);
        return Task.FromResult(silos[index]);
    }
}
