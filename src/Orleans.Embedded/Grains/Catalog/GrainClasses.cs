using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime.Catalog;

/// <summary>The grain classes of this process, found in the assemblies that use the engine.</summary>
internal sealed class GrainClasses
{
    private readonly ConcurrentDictionary<GrainType, GrainClass?> _classes = new();
    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);

    public GrainClasses()
    {
        foreach (Assembly assembly in EngineAssemblies.Find())
        {
            foreach (Type type in EngineAssemblies.TypesOf(assembly))
            {
                if (IsGrainClass(type))
                {
                    Add(type);
                }
            }
        }
    }

    /// <summary>The classes, by the names of their grain types.</summary>
    public IReadOnlyDictionary<string, Type> All => _types;

    public static bool IsGrainInterface(Type type) =>
        type.IsInterface && typeof(IAddressable).IsAssignableFrom(type) && type != typeof(IAddressable) && type != typeof(IGrain)
        && type != typeof(IGrainObserver) && type.Assembly != typeof(IAddressable).Assembly
        || type == typeof(Storage.IMemoryStorageGrain);

    public static GrainType GrainTypeOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>(inherit: false) is { } named)
        {
            return GrainType.Create(named.GrainType);
        }

        const string Suffix = "grain";
        string name = type.Name.ToLowerInvariant();
        string arity = string.Empty;
        if (name.IndexOf('`', StringComparison.Ordinal) is > 0 and var tick)
        {
            arity = name[tick..];
            name = name[..tick];
        }

        if (name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            name = name[..^Suffix.Length];
        }

        return GrainType.Create(name + arity);
    }

    /// <summary>Finds the class of a grain type; of a generic one, with the type arguments in its name.</summary>
    public GrainClass? Find(GrainType grainType) =>
        _classes.TryGetValue(grainType, out GrainClass? known) ? known : _classes.GetOrAdd(grainType, Create);

    private GrainClass? Create(GrainType grainType)
    {
        string name = grainType.ToString();
        if (_types.TryGetValue(name, out Type? type))
        {
            return type.IsGenericTypeDefinition ? null : new GrainClass(type, grainType);
        }

        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0 || !_types.TryGetValue(name[..bracket], out Type? definition))
        {
            return null;
        }

        // The arguments stand in the name as in that of a type: the name of a list of them is one that the runtime can read.
        Type[] arguments = GenericNames.ArgumentsOf(name[bracket..]);
        return new GrainClass(definition.MakeGenericType(arguments), grainType);
    }

    private void Add(Type type)
    {
        string grainType = GrainTypeOf(type).ToString();
        if (!_types.TryAdd(grainType, type))
        {
            throw new OrleansConfigurationException(
                $"The grain classes {_types[grainType].FullName} and {type.FullName} both have the grain type '{grainType}'. Give one of them a [GrainType] of its own.");
        }
    }

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type) && !typeof(GrainReference).IsAssignableFrom(type);
}
