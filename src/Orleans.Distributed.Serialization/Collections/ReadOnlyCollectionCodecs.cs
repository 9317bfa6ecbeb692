using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Collections of the system that are made at once from all their elements.</summary>
internal static class ReadOnlyCollectionCodecs
{
    private static readonly (Type Definition, string Maker)[] Makers =
    [
        (typeof(ImmutableList<>), nameof(ImmutableListOf)),
        (typeof(ImmutableStack<>), nameof(ImmutableStackOf)),
        (typeof(ImmutableQueue<>), nameof(ImmutableQueueOf)),
        (typeof(ImmutableHashSet<>), nameof(ImmutableHashSetOf)),
        (typeof(ImmutableSortedSet<>), nameof(ImmutableSortedSetOf)),
        (typeof(ImmutableDictionary<,>), nameof(ImmutableDictionaryOf)),
        (typeof(ImmutableSortedDictionary<,>), nameof(ImmutableSortedDictionaryOf)),
        (typeof(FrozenSet<>), nameof(FrozenSetOf)),
        (typeof(FrozenDictionary<,>), nameof(FrozenDictionaryOf)),
        (typeof(PriorityQueue<,>), nameof(PriorityQueueOf)),
        (typeof(Lazy<>), nameof(LazyOf)),
        (typeof(ILookup<,>), nameof(LookupOf)),
        (typeof(IGrouping<,>), nameof(GroupingOf)),
    ];

    /// <summary>Finds the codec for a type that the system defines, or derives from such a type itself.</summary>
    public static ObjectCodec? Find(ValueCodec owner, Type type)
    {
        if (type.IsValueType || type.ContainsGenericParameters || !Systems.Contains(type.Assembly))
        {
            return null;
        }

        foreach ((Type definition, string maker) in Makers)
        {
            if (TypeTree.FindConstruction(type, definition) is { } construction)
            {
                return GenericMethods.Invoke<ObjectCodec>(
                    typeof(ReadOnlyCollectionCodecs), maker, construction.GetGenericArguments(), owner);
            }
        }

        return null;
    }

    private static HashSet<Assembly> Systems { get; } =
        [typeof(object).Assembly, typeof(ImmutableList<>).Assembly, typeof(PriorityQueue<,>).Assembly, typeof(Enumerable).Assembly];

    private static ShellCodec<ImmutableList<T>, T> ImmutableListOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), [], _ => [], list => list, (_, items) => [.. items], compares: false);

    private static ShellCodec<ImmutableStack<T>, T> ImmutableStackOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), [], _ => [], stack => stack.Reverse(), (_, items) => ImmutableStack.CreateRange(items), compares: false);

    private static ShellCodec<ImmutableQueue<T>, T> ImmutableQueueOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), [], _ => [], queue => queue, (_, items) => [.. items], compares: false);

    private static ShellCodec<ImmutableHashSet<T>, T> ImmutableHashSetOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), [Comparers.EqualityOf<T>(owner)], set => [Comparers.Unless(set.KeyComparer)], set => set,
            (used, items) => ImmutableHashSet.CreateRange((IEqualityComparer<T>?)used[0], items), compares: true);

    private static ShellCodec<ImmutableSortedSet<T>, T> ImmutableSortedSetOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), [Comparers.OrderOf<T>(owner)], set => [Comparers.Unless(set.KeyComparer)], set => set,
            (used, items) => ImmutableSortedSet.CreateRange((IComparer<T>?)used[0], items), compares: true);

    private static ShellCodec<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>> ImmutableDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(
            owner.CodecFor<KeyValuePair<TKey, TValue>>(), [Comparers.EqualityOf<TKey>(owner), Comparers.EqualityOf<TValue>(owner)],
            map => [Comparers.Unless(map.KeyComparer), Comparers.Unless(map.ValueComparer)], map => map,
            (used, items) => ImmutableDictionary.CreateRange(
                (IEqualityComparer<TKey>?)used[0], (IEqualityComparer<TValue>?)used[1], items), compares: true);

    private static ShellCodec<ImmutableSortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>> ImmutableSortedDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(
            owner.CodecFor<KeyValuePair<TKey, TValue>>(), [Comparers.OrderOf<TKey>(owner), Comparers.EqualityOf<TValue>(owner)],
            map => [Comparers.Unless(map.KeyComparer), Comparers.Unless(map.ValueComparer)], map => map,
            (used, items) => ImmutableSortedDictionary.CreateRange(
                (IComparer<TKey>?)used[0], (IEqualityComparer<TValue>?)used[1], items), compares: true);

    private static LateCodec<FrozenSet<T>, T> FrozenSetOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), [Comparers.EqualityOf<T>(owner)], set => [Comparers.Unless(set.Comparer)], set => set,
            (used, items) => items.ToFrozenSet((IEqualityComparer<T>?)used[0]));

    private static LateCodec<FrozenDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>> FrozenDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(
            owner.CodecFor<KeyValuePair<TKey, TValue>>(), [Comparers.EqualityOf<TKey>(owner)],
            map => [Comparers.Unless(map.Comparer)], map => map,
            (used, items) => items.ToFrozenDictionary((IEqualityComparer<TKey>?)used[0]));

    private static LateCodec<PriorityQueue<T, TPriority>, (T Element, TPriority Priority)> PriorityQueueOf<T, TPriority>(ValueCodec owner)
        => new(
            owner.CodecFor<(T, TPriority)>(), [Comparers.OrderOf<TPriority>(owner)],
            queue => [Comparers.Unless(queue.Comparer)], queue => queue.UnorderedItems,
            (used, items) => new PriorityQueue<T, TPriority>(items, (IComparer<TPriority>?)used[0]));

    private static LateCodec<Lazy<T>, T> LazyOf<T>(ValueCodec owner)
        => new(
            owner.CodecFor<T>(), [], _ => [],
            lazy => lazy.IsValueCreated
                ? [lazy.Value]
                : throw new UnsendableValueException(
                    lazy.GetType(), lazy, "its value is not computed yet", "Read its Value first, or send the value"),
            (_, items) => items is [var value] ? new Lazy<T>(value) : throw new MalformedDataException("A lazy value has not one value."));

    private static LateCodec<ILookup<TKey, T>, KeyValuePair<TKey, T[]>> LookupOf<TKey, T>(ValueCodec owner)
        => new(
            owner.CodecFor<KeyValuePair<TKey, T[]>>(), [Comparers.EqualityOf<TKey>(owner)],
            lookup => [Comparers.Unless(LookupComparer(lookup))],
            lookup => lookup.Select(group => KeyValuePair.Create(group.Key, group.ToArray())),
            (used, items) => items.SelectMany(item => item.Value, (item, value) => (item.Key, value))
                .ToLookup(pair => pair.Key, pair => pair.value, (IEqualityComparer<TKey>?)used[0]));

    private static LateCodec<IGrouping<TKey, T>, KeyValuePair<TKey, T[]>> GroupingOf<TKey, T>(ValueCodec owner)
        => new(
            owner.CodecFor<KeyValuePair<TKey, T[]>>(), [], _ => [], group => [KeyValuePair.Create(group.Key, group.ToArray())],
            (_, items) => items is [{ Value.Length: > 0 } group]
                ? group.Value.ToLookup(_ => group.Key).Single()
                : throw new MalformedDataException("A group has no elements."));

    // A lookup does not tell its comparer in any other way.
    private static IEqualityComparer<TKey>? LookupComparer<TKey, T>(ILookup<TKey, T> lookup)
        => lookup is Lookup<TKey, T>
            ? typeof(Lookup<TKey, T>).GetField("_comparer", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(lookup) as IEqualityComparer<TKey>
            : null;
}
