using System.Reflection;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Structures of the system whose fields must not be trusted to bytes.</summary>
internal static class SystemStructCodecs
{
    public static Codec? Find(ValueCodec owner, Type type)
    {
        if (!type.IsGenericType)
        {
            return null;
        }

        Type definition = type.GetGenericTypeDefinition();
        string? maker = definition == typeof(Memory<>) ? nameof(MemoryOf)
            : definition == typeof(ReadOnlyMemory<>) ? nameof(ReadOnlyMemoryOf)
            : definition == typeof(ArraySegment<>) ? nameof(SegmentOf)
            : null;
        return maker is null
            ? null
            : (Codec)typeof(SystemStructCodecs).GetMethod(maker, BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [owner], null)!;
    }

    private static SegmentCodec<T> SegmentOf<T>(ValueCodec owner) => new(owner.CodecFor<T[]?>());

    private static WrapperCodec<Memory<T>, ArraySegment<T>> MemoryOf<T>(ValueCodec owner)
        => new(owner.CodecFor<ArraySegment<T>>(), static value => SegmentCodec<T>.Of(value), static segment => segment);

    private static WrapperCodec<ReadOnlyMemory<T>, ArraySegment<T>> ReadOnlyMemoryOf<T>(ValueCodec owner)
        => new(owner.CodecFor<ArraySegment<T>>(), SegmentCodec<T>.Of, static segment => segment);
}
