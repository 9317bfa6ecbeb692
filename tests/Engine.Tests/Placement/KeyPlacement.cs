namespace Engine.Tests.Placement;

/// <summary>A grain lives in the silo that its key names, and needs no directory: everyone can tell from the key.</summary>
[GenerateSerializer]
public sealed class KeyPlacement : PlacementStrategy
{
    public override bool IsUsingGrainDirectory => false;
}
