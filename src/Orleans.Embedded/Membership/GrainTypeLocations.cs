namespace Orleans.Runtime.Membership;

/// <summary>A grain type, and the active silos that have it, in a stable order.</summary>
internal sealed record GrainTypeLocations(GrainTypeRecord Record, SiloAddress[] Silos);
