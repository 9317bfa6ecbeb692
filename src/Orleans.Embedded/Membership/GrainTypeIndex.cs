using System.Collections.Concurrent;

namespace Orleans.Runtime.Membership;

/// <summary>Which grain types there are, which interfaces they implement, and which active silos have them.</summary>
/// <param name="types">The grain types of all manifests of active silos.</param>
/// <param name="view">The silos.</param>
internal sealed class GrainTypeIndex(GrainTypeCatalog types, ClusterView view)
{
    // By reference: each grain type has one entry in the catalog.
    private readonly ConcurrentDictionary<GrainTypeEntry, SiloAddress[]> _located = new(ReferenceEqualityComparer.Instance);

    public GrainTypeRecord? Find(GrainType grainType) => types.Find(grainType)?.Record;

    /// <summary>The active silos that have a grain type, in a stable order.</summary>
    public SiloAddress[] SilosWith(GrainType grainType)
    {
        if (types.Find(grainType) is not { } entry)
        {
            return [];
        }

        return types.IsEverywhere(entry) ? view.ActiveSilos : _located.GetOrAdd(entry, Locate);
    }

    /// <inheritdoc cref="GrainTypeCatalog.Resolve"/>
    public GrainType Resolve(Type interfaceType, string? classNamePrefix) => types.Resolve(interfaceType, classNamePrefix);

    private SiloAddress[] Locate(GrainTypeEntry entry) =>
        [.. view.ActiveSilos.Where(silo => entry.Manifests.Contains(view.Find(silo)!.Manifest.Hash))];
}
