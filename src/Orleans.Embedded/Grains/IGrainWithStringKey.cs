namespace Orleans;

/// <summary>A grain whose key is a string.</summary>
#pragma warning disable CA1040 // The interfaces of grain kinds are markers by design.
public interface IGrainWithStringKey : IGrain;
#pragma warning restore CA1040
