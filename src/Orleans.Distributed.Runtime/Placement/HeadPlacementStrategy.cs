namespace Orleans.Distributed.Placement;

/// <summary>Places a grain at the head, as long as there is one.</summary>
[GenerateSerializer, Immutable]
internal sealed class HeadPlacementStrategy : PlacementStrategy
{
    /// <summary>
    /// Not through the directory: while silos join or leave, a directory may forget for a moment where a grain is, and a second
    /// activation of the one authority on membership would be two clusters.
    /// </summary>
    public override bool IsUsingGrainDirectory => false;
}
