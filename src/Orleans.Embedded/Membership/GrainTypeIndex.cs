using System.Collections.Concurrent;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Membership;

/// <summary>Which grain types there are, which interfaces they implement, and which silos have them.</summary>
internal sealed class GrainTypeIndex
{
    private readonly Dictionary<string, GrainTypeLocations> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GrainTypeRecord>> _byInterface = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<GrainType, GrainTypeLocations> _located = new();
    private readonly ConcurrentDictionary<Type, GrainType> _defaults = new();

    public GrainTypeIndex(IEnumerable<MemberRecord> activeMembers)
    {
        foreach (MemberRecord member in activeMembers.OrderBy(member => member.Address))
        {
            foreach (GrainTypeRecord record in member.Manifest.Types)
            {
                string name = record.GrainType.ToString();
                if (_types.TryGetValue(name, out GrainTypeLocations? known))
                {
                    _types[name] = known with { Silos = [.. known.Silos, member.Address] };
                    continue;
                }

                _types[name] = new GrainTypeLocations(record, [member.Address]);
                foreach (string implemented in record.Interfaces)
                {
                    if (!_byInterface.TryGetValue(implemented, out List<GrainTypeRecord>? implementations))
                    {
                        _byInterface[implemented] = implementations = [];
                    }

                    implementations.Add(record);
                }
            }
        }
    }

    public GrainTypeRecord? Find(GrainType grainType) => Locate(grainType)?.Record;

    /// <summary>The active silos that have a grain type, in a stable order.</summary>
    public SiloAddress[] SilosWith(GrainType grainType) => Locate(grainType)?.Silos ?? [];

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

    // A generic grain type has its type arguments in its name; the index knows its definition.
    private GrainTypeLocations? Locate(GrainType grainType)
    {
        if (_located.TryGetValue(grainType, out GrainTypeLocations? known))
        {
            return known;
        }

        string name = grainType.ToString();
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        known = _types.GetValueOrDefault(bracket < 0 ? name : name[..bracket]);
        if (known is not null)
        {
            _located[grainType] = known;
        }

        return known;
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
