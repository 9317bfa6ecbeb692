using Orleans.Placement;

namespace Orleans.Distributed.Placement;

/// <summary>Marks a grain that lives at the process that its key names.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ProcessPlacementAttribute() : PlacementAttribute(new ProcessPlacementStrategy());
