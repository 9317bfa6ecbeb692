using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Structures of the system whose fields must not be trusted to bytes.</summary>
internal static class SystemStructCodecs
{
    private static readonly Dictionary<Type, string> Makers = new()
    {
        [typeof(Memory<>)] = nameof(MemoryOf),
        [typeof(ReadOnlyMemory<>)] = nameof(ReadOnlyMemoryOf),
        [typeof(ArraySegment<>)] = nameof(SegmentOf),
        [typeof(Vector<>)] = nameof(VectorOf),
    };

    public static Codec? Find(ValueCodec owner, Type type)
    {
        if (type.GetCustomAttribute<InlineArrayAttribute>() is { } inline)
        {
            Type element = Fields.All(type)[0].FieldType;
            return GenericMethods.Invoke<Codec>(typeof(SystemStructCodecs), nameof(InlineArrayOf), [type, element], owner, inline.Length);
        }

        return type.IsGenericType && Makers.TryGetValue(type.GetGenericTypeDefinition(), out string? maker)
            ? GenericMethods.Invoke<Codec>(typeof(SystemStructCodecs), maker, type.GetGenericArguments(), owner)
            : null;
    }

    private static InlineArrayCodec<T, TElement> InlineArrayOf<T, TElement>(ValueCodec owner, int length)
        where T : struct
        => new(owner.CodecFor<TElement>(), length);

    // Vectors are as wide as the processor has them, which may differ between machines.
    private static WrapperCodec<Vector<T>, T[]> VectorOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T[]>(), static value => ToArray(value), static items => items.Length == Vector<T>.Count
            ? new Vector<T>(items)
            : throw new MalformedDataException(
                $"A vector has {items.Length} elements, and {Vector<T>.Count} in this process. Send an array between machines with different processors."));

    private static T[] ToArray<T>(Vector<T> value)
    {
        var items = new T[Vector<T>.Count];
        value.CopyTo(items);
        return items;
    }

    private static SegmentCodec<T> SegmentOf<T>(ValueCodec owner) => new(owner.CodecFor<T[]?>());

    private static WrapperCodec<Memory<T>, ArraySegment<T>> MemoryOf<T>(ValueCodec owner)
        => new(owner.CodecFor<ArraySegment<T>>(), static value => SegmentCodec<T>.Of(value), static segment => segment);

    private static WrapperCodec<ReadOnlyMemory<T>, ArraySegment<T>> ReadOnlyMemoryOf<T>(ValueCodec owner)
        => new(owner.CodecFor<ArraySegment<T>>(), SegmentCodec<T>.Of, static segment => segment);
}
