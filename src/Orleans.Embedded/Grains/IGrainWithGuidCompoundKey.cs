namespace Orleans;

/// <summary>A grain whose key is a Guid with a string extension.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IGrainWithGuidCompoundKey : IGrain;
#pragma warning restore CA1040
