namespace Orleans.Runtime;

/// <summary>Anything that calls can be addressed to: a grain, an observer.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IAddressable;
#pragma warning restore CA1040
