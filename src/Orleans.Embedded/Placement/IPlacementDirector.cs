namespace Orleans.Runtime.Placement;

/// <summary>Chooses the silo of a new activation.</summary>
public interface IPlacementDirector
{
    /// <summary>The key under which a caller may name a silo in its <see cref="RequestContext"/>.</summary>
    const string PlacementHintKey = nameof(PlacementHintKey);

    /// <summary>Chooses the silo.</summary>
    /// <param name="strategy">The strategy of the grain class.</param>
    /// <param name="target">The grain, and the call that activates it.</param>
    /// <param name="context">The silos to choose from.</param>
    /// <returns>The silo.</returns>
    Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context);
}
