using System.Collections.Concurrent;

namespace Orleans.Runtime.Invocation;

/// <summary>The grain interfaces that this process has met.</summary>
internal static class GrainInterfaces
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> ByType = new();

    public static GrainInterface Get(Type type) => ByType.TryGetValue(type, out GrainInterface? known) ? known : ByType.GetOrAdd(type, Create);

    private static GrainInterface Create(Type type)
    {
        if (!type.IsInterface || !typeof(IAddressable).IsAssignableFrom(type) || type.ContainsGenericParameters)
        {
            throw new ArgumentException($"{type} is not a grain interface. Derive it from IGrainWithStringKey or another of the grain interfaces.", nameof(type));
        }

        return new GrainInterface(type);
    }
}
