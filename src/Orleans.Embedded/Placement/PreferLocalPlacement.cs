namespace Orleans.Runtime;

/// <summary>Puts a new activation on the silo of the caller if it can host the grain, otherwise a random one.</summary>
public sealed class PreferLocalPlacement : PlacementStrategy
{
    internal static PreferLocalPlacement Singleton { get; } = new();
}
