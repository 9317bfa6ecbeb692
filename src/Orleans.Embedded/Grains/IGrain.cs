using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain: a virtual actor, named by its key, activated on its first call.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IGrain : IAddressable;
#pragma warning restore CA1040
