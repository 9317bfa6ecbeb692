
namespace Orleans.Distributed.Placement;

/// <summary>Places a grain at the process that its key names.</summary>
[GenerateSerializer, Immutable]
internal sealed class ProcessPlacementStrategy : PlacementStrategy
{
    /// <summary>
    /// Not through the directory: the director's answer is the truth, and takes no round trip. A directory would also tie grains of
    /// one silo to another one, which keeps their registration and may die.
    /// </summary>
    public override bool IsUsingGrainDirectory => false;
}
