
namespace Orleans.Distributed.Placement;

/// <summary>Places a grain at the process that its key names.</summary>
[GenerateSerializer, Immutable]
internal sealed class ProcessPlacementStrategy : PlacementStrategy
{
    /// <summary>See <see cref="EnginePlacement.UsesDirectory"/>.</summary>
    public override bool IsUsingGrainDirectory => EnginePlacement.UsesDirectory;
}
