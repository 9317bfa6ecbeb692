using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;

namespace Orleans.Runtime.Invocation;

/// <summary>Tells which values need no copy when a call stays in its silo.</summary>
internal static class ImmutableTypes
{
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Complex),
        typeof(CancellationToken), typeof(VoidResult), typeof(void), typeof(Task), typeof(ValueTask),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Cache = new();

    public static bool IsImmutable(ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(ImmutableAttribute), inherit: false))
        {
            return true;
        }

        Type type = parameter.ParameterType;
        if (parameter.Position < 0 && type.IsConstructedGenericType
            && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            type = type.GenericTypeArguments[0];
        }

        return IsImmutable(type);
    }

    public static bool IsImmutable(Type type) => !type.ContainsGenericParameters && Cache.GetOrAdd(type, static type => Examine(type));

    private static bool Examine(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || Known.Contains(type) || type.IsDefined(typeof(ImmutableAttribute), inherit: false))
        {
            return true;
        }

        if (!type.IsConstructedGenericType || !type.IsValueType)
        {
            return false;
        }

        Type definition = type.GetGenericTypeDefinition();
        bool isContainer = definition == typeof(Nullable<>) || definition == typeof(KeyValuePair<,>)
            || definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);
        return isContainer && Array.TrueForAll(type.GenericTypeArguments, IsImmutable);
    }
}
