namespace Orleans;

/// <summary>A grain whose key is a Guid.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IGrainWithGuidKey : IGrain;
#pragma warning restore CA1040
