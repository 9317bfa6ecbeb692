using System.Collections.Concurrent;

namespace Orleans.Runtime.Membership;

/// <summary>The manifests that this process has heard of. Most silos of a cluster have the same, which is then sent and kept once.</summary>
internal sealed class GrainManifestTable
{
    private readonly ConcurrentDictionary<uint, GrainManifest> _manifests = new();

    /// <summary>Enters a manifest.</summary>
    /// <returns>The one to use: it may be known already.</returns>
    public GrainManifest Add(GrainManifest manifest) => _manifests.GetOrAdd(manifest.Hash, manifest);

    public GrainManifest? Find(uint hash) => _manifests.GetValueOrDefault(hash);
}
