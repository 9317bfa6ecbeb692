using Orleans.Runtime;

namespace Orleans;

/// <summary>An object outside of a grain that grains can call, registered with <see cref="IGrainFactory.CreateObjectReference"/>.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IGrainObserver : IAddressable;
#pragma warning restore CA1040
