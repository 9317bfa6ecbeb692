using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>
/// Keeps bytes from ending the process: the hash code of a record or a tuple that contains itself, or is nested very deep,
/// overflows the stack. No sender can have had such a key, because its own process would have ended. Only keys of messages with cycles are looked at.
/// </summary>
internal static class KeyGuard
{
    private const int LargestDepth = 256;

    // Fields of types whose equality is that of their fields; null for all others, where the walk ends.
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<FieldInfo>?> Structures = new();

    public static void Check<T>(T key)
    {
        var path = new Stack<(object Value, IEnumerator<object> Parts)>();
        var onPath = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var done = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Enter(key);
        while (path.TryPeek(out (object Value, IEnumerator<object> Parts) top))
        {
            if (top.Parts.MoveNext())
            {
                Enter(top.Parts.Current);
                continue;
            }

            path.Pop();
            onPath.Remove(top.Value);
            done.Add(top.Value);
        }

        void Enter(object? value)
        {
            if (value is null || done.Contains(value) || FieldsOf(value.GetType()) is not { } fields)
            {
                return;
            }

            if (path.Count == LargestDepth || !onPath.Add(value))
            {
                throw new MalformedDataException(
                    $"A key of type {TypeNames.Short(typeof(T))} contains itself or is nested deeper than {LargestDepth} levels, so it has no hash code.");
            }

            path.Push((value, Parts(value, fields).GetEnumerator()));
        }
    }

    private static IEnumerable<object> Parts(object value, IReadOnlyList<FieldInfo> fields)
    {
        foreach (FieldInfo field in fields)
        {
            if (field.GetValue(value) is { } part)
            {
                yield return part;
            }
        }
    }

    private static IReadOnlyList<FieldInfo>? FieldsOf(Type type)
        => Structures.GetOrAdd(type, static type => type.IsPrimitive || type.IsEnum || !IsStructural(type) ? null : Fields.All(type));

    private static bool IsStructural(Type type)
        => (typeof(ITuple).IsAssignableFrom(type) && type.Assembly == typeof(object).Assembly)
            || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || (type.GetMethod(nameof(GetHashCode), []) is { } method
                && (method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                    || (type.IsValueType && method.DeclaringType == typeof(ValueType))));
}
