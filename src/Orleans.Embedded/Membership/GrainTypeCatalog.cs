using System.Collections.Concurrent;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Membership;

/// <summary>Which grain types there are in some manifests, and which interfaces they implement.</summary>
internal sealed class GrainTypeCatalog
{
    private readonly Dictionary<string, GrainTypeEntry> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GrainTypeRecord>> _byInterface = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<GrainType, GrainTypeEntry> _found = new();
    private readonly ConcurrentDictionary<Type, GrainType> _defaults = new();
    private readonly int _manifests;

    public GrainTypeCatalog(IEnumerable<GrainManifest> manifests)
    {
        foreach (GrainManifest manifest in manifests)
        {
            _manifests++;
            foreach (GrainTypeRecord record in manifest.Types)
            {
                Add(record, manifest);
            }
        }
    }

    /// <summary>Finds a grain type. The name of a generic one has its type arguments in it; the catalog knows its definition.</summary>
    public GrainTypeEntry? Find(GrainType grainType)
    {
        if (_found.TryGetValue(grainType, out GrainTypeEntry? known))
        {
            return known;
        }

        string name = grainType.ToString();
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        known = _types.GetValueOrDefault(bracket < 0 ? name : name[..bracket]);
        if (known is not null)
        {
            _found[grainType] = known;
        }

        return known;
    }

    /// <summary>Whether all of the manifests have a grain type.</summary>
    public bool IsEverywhere(GrainTypeEntry entry) => entry.Manifests.Count == _manifests;

    /// <summary>The grain type behind an interface.</summary>
    /// <exception cref="ArgumentException">There is none, or several and nothing to choose by.</exception>
    public GrainType Resolve(Type interfaceType, string? classNamePrefix)
    {
        if (string.IsNullOrWhiteSpace(classNamePrefix))
        {
            return _defaults.TryGetValue(interfaceType, out GrainType known) ? known : _defaults.GetOrAdd(interfaceType, type => Choose(type, null));
        }

        return Choose(interfaceType, classNamePrefix);
    }

    private void Add(GrainTypeRecord record, GrainManifest manifest)
    {
        string name = record.GrainType.ToString();
        if (_types.TryGetValue(name, out GrainTypeEntry? known))
        {
            known.Manifests.Add(manifest.Hash);
            return;
        }

        _types[name] = new GrainTypeEntry(record, [manifest.Hash]);
        foreach (string implemented in record.Interfaces)
        {
            if (!_byInterface.TryGetValue(implemented, out List<GrainTypeRecord>? implementations))
            {
                _byInterface[implemented] = implementations = [];
            }

            implementations.Add(record);
        }
    }

    private GrainType Choose(Type interfaceType, string? prefix)
    {
        Type definition = interfaceType.IsConstructedGenericType ? interfaceType.GetGenericTypeDefinition() : interfaceType;
        GrainInterfaceType name = GrainInterfaceNames.NameOf(definition);
        List<GrainTypeRecord> candidates = _byInterface.GetValueOrDefault(name.ToString()) ?? [];
        if (prefix is not null)
        {
            candidates = candidates.Find(candidate => candidate.ClassName == prefix) is { } exact
                ? [exact]
                : candidates.FindAll(candidate => candidate.ClassName.StartsWith(prefix, StringComparison.Ordinal));
        }

        GrainTypeRecord? chosen = candidates.Count == 1 ? candidates[0] : Primary(definition, candidates);
        if (chosen is not null)
        {
            return GrainType.Create(chosen.GrainType + GrainInterfaceNames.TypeArguments(interfaceType));
        }

        string withPrefix = prefix is null ? string.Empty : $" whose name starts with '{prefix}'";
        throw new ArgumentException(candidates.Count == 0
            ? $"Could not find an implementation for interface {interfaceType.FullName}: no active silo has a grain class{withPrefix} that implements it."
            : $"Several grain classes{withPrefix} implement interface {interfaceType.FullName}: {string.Join(", ", candidates.Select(candidate => candidate.ClassName))}. Pass a longer grainClassNamePrefix, or put [DefaultGrainType] on the interface.");
    }

    // Among several: the one that the interface names, or the one named like the interface.
    private static GrainTypeRecord? Primary(Type definition, List<GrainTypeRecord> candidates)
    {
        if (definition.GetCustomAttributes(typeof(Metadata.DefaultGrainTypeAttribute), false) is [Metadata.DefaultGrainTypeAttribute named])
        {
            return candidates.Find(candidate => candidate.GrainType.ToString() == named.GrainType);
        }

        string simple = definition.Name.StartsWith('I') ? definition.Name[1..] : definition.Name;
        return candidates.Find(candidate => candidate.ClassName.EndsWith("." + simple, StringComparison.Ordinal)
            || candidate.ClassName.EndsWith("+" + simple, StringComparison.Ordinal));
    }
}
