namespace Orleans;

/// <summary>A grain whose key is an integer with a string extension.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IGrainWithIntegerCompoundKey : IGrain;
#pragma warning restore CA1040
