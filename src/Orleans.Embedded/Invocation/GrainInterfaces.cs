using System.Collections.Concurrent;

namespace Orleans.Runtime.Invocation;

/// <summary>The grain interfaces that this process has met.</summary>
internal static class GrainInterfaces
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> ByType = new();
    private static readonly ConcurrentDictionary<string, GrainInterface> Combined = new(StringComparer.Ordinal);

    public static GrainInterface Get(Type type) => ByType.TryGetValue(type, out GrainInterface? known) ? known : ByType.GetOrAdd(type, Create);

    /// <summary>Gets interfaces as one.</summary>
    public static GrainInterface Get(Type[] types) => types.Length == 1
        ? Get(types[0])
        : Combined.GetOrAdd(string.Join(';', types.Select(type => type.AssemblyQualifiedName)), _ => new GrainInterface(types));

    /// <summary>Finds an interface that this process has met, by its name.</summary>
    public static Type Find(GrainInterfaceType name) => ByType.Values.FirstOrDefault(known => known.Name == name)?.Type
        ?? throw new ArgumentException($"The interface {name} is not known here. Use GetGrain with its type first.", nameof(name));

    private static GrainInterface Create(Type type)
    {
        if (!type.IsInterface || !typeof(IAddressable).IsAssignableFrom(type) || type.ContainsGenericParameters)
        {
            throw new ArgumentException($"{type} is not a grain interface. Derive it from IGrainWithStringKey or another of the grain interfaces.", nameof(type));
        }

        return new GrainInterface(type);
    }
}
