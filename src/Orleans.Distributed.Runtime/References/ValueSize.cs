using System.Runtime.CompilerServices;

namespace Orleans.Distributed.References;

/// <summary>About how much memory values take, where that is known without walking through them.</summary>
internal static class ValueSize
{
    /// <summary>The size of a value; <see langword="null"/> when it is not known.</summary>
    public static long? Of<T>(T value) => value switch
    {
        null => 0,
        string text => sizeof(char) * (long)text.Length,
        Array array when IsPlain(array.GetType().GetElementType()!) => array.LongLength * SizeOf(array.GetType().GetElementType()!),
        string[] texts => texts.Sum(static text => sizeof(char) * (long)(text?.Length ?? 0)),
        ValueType when IsPlain(value.GetType()) => SizeOf(value.GetType()),
        _ => null,
    };

    /// <summary>The size of several; <see langword="null"/> when that of one is not known.</summary>
    public static long? Sum<T>(IEnumerable<T> values)
    {
        long sum = 0;
        foreach (T value in values)
        {
            if (Of(value) is not { } size)
            {
                return null;
            }

            sum += size;
        }

        return sum;
    }

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(DateTime)
        || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(DateTimeOffset) || type == typeof(System.Numerics.Complex);

    private static int SizeOf(Type type) => RuntimeHelpers.SizeOf(type.TypeHandle);
}
