using Orleans.Placement;

namespace Orleans.Distributed.Placement;

/// <summary>Marks a grain that lives at the head.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HeadPlacementAttribute() : PlacementAttribute(new HeadPlacementStrategy());
