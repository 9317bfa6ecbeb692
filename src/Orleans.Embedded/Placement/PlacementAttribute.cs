using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Says where activations of a grain class are put. Derive from it for a strategy of your own.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public abstract class PlacementAttribute : Attribute
{
    /// <summary>Sets the strategy.</summary>
    /// <param name="placement">The strategy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="placement"/> is <see langword="null"/>.</exception>
    protected PlacementAttribute(PlacementStrategy placement)
    {
        ArgumentNullException.ThrowIfNull(placement);
        PlacementStrategy = placement;
    }

    /// <summary>Gets the strategy.</summary>
    public PlacementStrategy PlacementStrategy { get; }
}
