namespace Orleans;

/// <summary>A grain whose key is an integer.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IGrainWithIntegerKey : IGrain;
#pragma warning restore CA1040
