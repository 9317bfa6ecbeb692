using Orleans.Placement;

namespace Engine.Tests.Placement;

[AttributeUsage(AttributeTargets.Class)]
public sealed class RequestPlacementAttribute() : PlacementAttribute(new RequestPlacement());
