namespace Orleans.Runtime.Placement;

/// <summary>Chooses the silo of a new activation.</summary>
public interface IPlacementDirector
{
    /// <summary>The key under which a caller may name a silo in its <see cref="RequestContext"/>.</summary>
    const string PlacementHintKey = nameof(PlacementHintKey);

    /// <summary>Gets the silo that the caller named, if it did and the silo can host the grain.</summary>
    /// <param name="requestContextData">The request context of the call.</param>
    /// <param name="compatibleSilos">The silos that can host the grain.</param>
    /// <returns>The silo, or <see langword="null"/>.</returns>
    static SiloAddress? GetPlacementHint(Dictionary<string, object>? requestContextData, SiloAddress[] compatibleSilos) =>
        requestContextData is not null && requestContextData.TryGetValue(PlacementHintKey, out object? hint) && hint is SiloAddress silo
            && compatibleSilos.Contains(silo)
            ? silo
            : null;

    /// <summary>Chooses the silo.</summary>
    /// <param name="strategy">The strategy of the grain class.</param>
    /// <param name="target">The grain, and the call that activates it.</param>
    /// <param name="context">The silos to choose from.</param>
    /// <returns>The silo.</returns>
    Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context);
}
