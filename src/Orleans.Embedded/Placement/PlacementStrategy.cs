namespace Orleans.Runtime;

/// <summary>Where activations are put. An <see cref="Placement.IPlacementDirector"/> registered for its type does the choosing.</summary>
public abstract class PlacementStrategy
{
    /// <summary>
    /// Gets whether the cluster records where each activation is. The default is <see langword="true"/>. With <see langword="false"/>,
    /// the director's answer alone says where a grain is, and must be the same in every silo.
    /// </summary>
    public virtual bool IsUsingGrainDirectory => true;
}
