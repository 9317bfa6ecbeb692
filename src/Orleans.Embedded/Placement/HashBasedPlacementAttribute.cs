using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Puts new activations of the class on the silo that the hash of the grain id names.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class HashBasedPlacementAttribute : PlacementAttribute
{
    /// <summary>Creates the attribute.</summary>
    public HashBasedPlacementAttribute()
        : base(HashBasedPlacement.Singleton)
    {
    }
}
