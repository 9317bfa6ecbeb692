using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Puts new activations of the class on the silo of the caller if it can host the grain, otherwise a random one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class PreferLocalPlacementAttribute : PlacementAttribute
{
    /// <summary>Creates the attribute.</summary>
    public PreferLocalPlacementAttribute()
        : base(PreferLocalPlacement.Singleton)
    {
    }
}
