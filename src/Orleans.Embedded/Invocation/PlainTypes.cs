using System.Collections.Concurrent;
using System.Numerics;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Invocation;

/// <summary>
/// Tells which values are read without running code of the application: neither constructors, comparers, surrogates or static initializers,
/// nor what resolves assemblies. Only such values are read by the threads that read from links, where code that blocks would keep a link from all
/// its other messages, heartbeats among them.
/// </summary>
internal static class PlainTypes
{
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Guid), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Complex),
        typeof(CancellationToken), typeof(VoidResult), typeof(Payload),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Cache = new();

    public static bool IsPlain(Type type) => !type.ContainsGenericParameters && Cache.GetOrAdd(type, static type => Examine(type));

    // Sealed types only: a value of another one may be of a type that the application has derived from it.
    private static bool Examine(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || Known.Contains(type))
        {
            return true;
        }

        if (type.IsSZArray)
        {
            return IsPlain(type.GetElementType()!);
        }

        if (!type.IsConstructedGenericType || !type.IsValueType)
        {
            return false;
        }

        Type definition = type.GetGenericTypeDefinition();
        bool isContainer = definition == typeof(Nullable<>) || definition == typeof(KeyValuePair<,>)
            || definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>)
            || definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);
        return isContainer && Array.TrueForAll(type.GenericTypeArguments, IsPlain);
    }
}
