using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Comparers of collections. The default one is what a collection has without one, so it is sent as none.</summary>
internal static class Comparers
{
    public static Codec<IEqualityComparer<T>?> EqualityOf<T>(ValueCodec owner) => owner.CodecFor<IEqualityComparer<T>?>();

    public static Codec<IComparer<T>?> OrderOf<T>(ValueCodec owner) => owner.CodecFor<IComparer<T>?>();

    public static IEqualityComparer<T>? Unless<T>(IEqualityComparer<T>? comparer)
        => ReferenceEquals(comparer, EqualityComparer<T>.Default) ? null : comparer;

    public static IComparer<T>? Unless<T>(IComparer<T>? comparer) => ReferenceEquals(comparer, Comparer<T>.Default) ? null : comparer;
}
