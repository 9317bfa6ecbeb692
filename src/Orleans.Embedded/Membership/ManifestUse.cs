namespace Orleans.Runtime.Membership;

/// <summary>A manifest, and how many active silos have it.</summary>
internal sealed record ManifestUse(GrainManifest Manifest, int Silos);
