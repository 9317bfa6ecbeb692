namespace Orleans.Runtime;

/// <summary>Puts a new activation on the silo that the hash of the grain id names.</summary>
public sealed class HashBasedPlacement : PlacementStrategy
{
    internal static HashBasedPlacement Singleton { get; } = new();
}
