namespace Engine.Tests.Placement;

/// <summary>A grain is placed where its first caller's request context says, or not at all.</summary>
[GenerateSerializer]
public sealed class RequestPlacement : PlacementStrategy
{
    public const string Key = "place at";
}
