using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Collections of the system, each rebuilt through its own interface.</summary>
internal static class CollectionCodecs
{
    private static readonly Dictionary<Type, string> Makers = new()
    {
        [typeof(List<>)] = nameof(ListOf),
        [typeof(Dictionary<,>)] = nameof(DictionaryOf),
        [typeof(SortedDictionary<,>)] = nameof(SortedDictionaryOf),
        [typeof(SortedList<,>)] = nameof(SortedListOf),
        [typeof(ConcurrentDictionary<,>)] = nameof(ConcurrentDictionaryOf),
        [typeof(HashSet<>)] = nameof(HashSetOf),
        [typeof(SortedSet<>)] = nameof(SortedSetOf),
        [typeof(Queue<>)] = nameof(QueueOf),
        [typeof(Stack<>)] = nameof(StackOf),
        [typeof(LinkedList<>)] = nameof(LinkedListOf),
        [typeof(ConcurrentQueue<>)] = nameof(ConcurrentQueueOf),
        [typeof(ConcurrentStack<>)] = nameof(ConcurrentStackOf),
        [typeof(ConcurrentBag<>)] = nameof(ConcurrentBagOf),
    };

    public static ObjectCodec? Find(ValueCodec owner, Type type)
        => type.IsGenericType && Makers.TryGetValue(type.GetGenericTypeDefinition(), out string? maker)
            ? (ObjectCodec)typeof(CollectionCodecs).GetMethod(maker, BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [owner], null)!
            : null;

    private static ObjectCodec ListOf<T>(ValueCodec owner)
        => RawLayout.IsRaw(typeof(T))
            ? (ObjectCodec)Activator.CreateInstance(typeof(RawListCodec<>).MakeGenericType(typeof(T)))!
            : new ListCodec<T>(owner.CodecFor<T>());

    private static MapCodec<Dictionary<TKey, TValue>, TKey, TValue> DictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), EqualityOf<TKey>(owner), map => Unless(map.Comparer), comparer => new((IEqualityComparer<TKey>?)comparer));

    private static MapCodec<SortedDictionary<TKey, TValue>, TKey, TValue> SortedDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), OrderOf<TKey>(owner), map => Unless(map.Comparer), comparer => new((IComparer<TKey>?)comparer));

    private static MapCodec<SortedList<TKey, TValue>, TKey, TValue> SortedListOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), OrderOf<TKey>(owner), map => Unless(map.Comparer), comparer => new((IComparer<TKey>?)comparer));

    private static MapCodec<ConcurrentDictionary<TKey, TValue>, TKey, TValue> ConcurrentDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), EqualityOf<TKey>(owner), map => Unless(map.Comparer), comparer => new((IEqualityComparer<TKey>?)comparer));

    private static SetCodec<HashSet<T>, T> HashSetOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), EqualityOf<T>(owner), set => Unless(set.Comparer), comparer => new((IEqualityComparer<T>?)comparer));

    private static SetCodec<SortedSet<T>, T> SortedSetOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), OrderOf<T>(owner), set => Unless(set.Comparer), comparer => new((IComparer<T>?)comparer));

    private static SequenceCodec<Queue<T>, T> QueueOf<T>(ValueCodec owner) => new(owner.CodecFor<T>(), () => new(), (queue, item) => queue.Enqueue(item));

    private static SequenceCodec<Stack<T>, T> StackOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (stack, item) => stack.Push(item), stack => stack.Reverse());

    private static SequenceCodec<LinkedList<T>, T> LinkedListOf<T>(ValueCodec owner) => new(owner.CodecFor<T>(), () => new(), (list, item) => list.AddLast(item));

    private static SequenceCodec<ConcurrentQueue<T>, T> ConcurrentQueueOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (queue, item) => queue.Enqueue(item));

    private static SequenceCodec<ConcurrentStack<T>, T> ConcurrentStackOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (stack, item) => stack.Push(item), stack => stack.Reverse());

    private static SequenceCodec<ConcurrentBag<T>, T> ConcurrentBagOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (bag, item) => bag.Add(item), bag => bag.Reverse());

    private static Codec<IEqualityComparer<T>?> EqualityOf<T>(ValueCodec owner) => owner.CodecFor<IEqualityComparer<T>?>();

    private static Codec<IComparer<T>?> OrderOf<T>(ValueCodec owner) => owner.CodecFor<IComparer<T>?>();

    // The default comparer is what a collection has without one.
    private static IEqualityComparer<T>? Unless<T>(IEqualityComparer<T> comparer) => ReferenceEquals(comparer, EqualityComparer<T>.Default) ? null : comparer;

    private static IComparer<T>? Unless<T>(IComparer<T> comparer) => ReferenceEquals(comparer, Comparer<T>.Default) ? null : comparer;
}
