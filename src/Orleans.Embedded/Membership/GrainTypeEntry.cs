namespace Orleans.Runtime.Membership;

/// <summary>A grain type, and the hashes of the manifests that have it.</summary>
internal sealed record GrainTypeEntry(GrainTypeRecord Record, HashSet<uint> Manifests);
