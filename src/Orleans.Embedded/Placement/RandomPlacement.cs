namespace Orleans.Runtime;

/// <summary>Puts a new activation on a random silo.</summary>
public sealed class RandomPlacement : PlacementStrategy
{
    internal static RandomPlacement Singleton { get; } = new();
}
