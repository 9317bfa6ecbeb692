namespace Orleans.Runtime.Placement;

/// <summary>What a placement director may choose from.</summary>
public interface IPlacementContext
{
    /// <summary>Gets the silo that places the grain.</summary>
    SiloAddress LocalSilo { get; }

    /// <summary>Gets the status of that silo.</summary>
    SiloStatus LocalSiloStatus { get; }

    /// <summary>Gets the active silos that have the grain class, in a stable order.</summary>
    /// <param name="target">The grain.</param>
    /// <returns>The silos.</returns>
    /// <exception cref="OrleansException">There is none.</exception>
    SiloAddress[] GetCompatibleSilos(PlacementTarget target);
}
