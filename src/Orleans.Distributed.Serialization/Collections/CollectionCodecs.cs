using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>
/// Collections of the system that can change, each rebuilt through its own interface. Classes derived from them get their own fields on
/// top.
/// </summary>
internal static class CollectionCodecs
{
    private static readonly Dictionary<Type, string> Makers = new()
    {
        [typeof(List<>)] = nameof(ListOf),
        [typeof(Dictionary<,>)] = nameof(DictionaryOf),
        [typeof(OrderedDictionary<,>)] = nameof(OrderedDictionaryOf),
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
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            ObjectCodec? codec = current == typeof(Hashtable) ? HashtableCodec(owner)
                : current == typeof(NameValueCollection) ? NameValueCodec(owner)
                : current.IsGenericType && Makers.TryGetValue(current.GetGenericTypeDefinition(), out string? maker)
                    ? GenericMethods.Invoke<ObjectCodec>(typeof(CollectionCodecs), maker, current.GetGenericArguments(), owner)
                    : null;
            if (codec is not null)
            {
                return current == type ? codec : Derived(owner, type, current, codec);
            }
        }

        return null;
    }

    // Views of a part of a sorted set are sets of their own at the other side.
    private static ObjectCodec Derived(ValueCodec owner, Type type, Type known, ObjectCodec codec)
        => type.Assembly == known.Assembly
            ? codec
            : GenericMethods.Invoke<ObjectCodec>(typeof(CollectionCodecs), nameof(DerivedOf), [type, known], owner, codec);

    private static DerivedCodec<T, TBase> DerivedOf<T, TBase>(ValueCodec owner, ObjectCodec codec)
        where T : class, TBase
        where TBase : class
        => new(owner, codec);

    private static ObjectCodec ListOf<T>(ValueCodec owner)
        => RawLayout.IsRaw(typeof(T))
            ? (ObjectCodec)Activator.CreateInstance(typeof(RawListCodec<>).MakeGenericType(typeof(T)))!
            : new ListCodec<T>(owner.CodecFor<T>());

    private static MapCodec<Dictionary<TKey, TValue>, TKey, TValue> DictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), Comparers.EqualityOf<TKey>(owner), map => Comparers.Unless(map.Comparer), comparer => new((IEqualityComparer<TKey>?)comparer));

    private static MapCodec<OrderedDictionary<TKey, TValue>, TKey, TValue> OrderedDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), Comparers.EqualityOf<TKey>(owner), map => Comparers.Unless(map.Comparer), comparer => new((IEqualityComparer<TKey>?)comparer));

    private static MapCodec<SortedDictionary<TKey, TValue>, TKey, TValue> SortedDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), Comparers.OrderOf<TKey>(owner), map => Comparers.Unless(map.Comparer), comparer => new((IComparer<TKey>?)comparer));

    private static MapCodec<SortedList<TKey, TValue>, TKey, TValue> SortedListOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), Comparers.OrderOf<TKey>(owner), map => Comparers.Unless(map.Comparer), comparer => new((IComparer<TKey>?)comparer));

    private static MapCodec<ConcurrentDictionary<TKey, TValue>, TKey, TValue> ConcurrentDictionaryOf<TKey, TValue>(ValueCodec owner)
        where TKey : notnull
        => new(owner.CodecFor<TKey>(), owner.CodecFor<TValue>(), Comparers.EqualityOf<TKey>(owner), map => Comparers.Unless(map.Comparer), comparer => new((IEqualityComparer<TKey>?)comparer));

    private static SetCodec<HashSet<T>, T> HashSetOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), Comparers.EqualityOf<T>(owner), set => Comparers.Unless(set.Comparer), comparer => new((IEqualityComparer<T>?)comparer));

    private static SetCodec<SortedSet<T>, T> SortedSetOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), Comparers.OrderOf<T>(owner), set => Comparers.Unless(set.Comparer), comparer => new((IComparer<T>?)comparer));

    private static SequenceCodec<Queue<T>, T> QueueOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (queue, item) => queue.Enqueue(item), queue => queue);

    private static SequenceCodec<Stack<T>, T> StackOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (stack, item) => stack.Push(item), stack => stack.Reverse());

    private static SequenceCodec<LinkedList<T>, T> LinkedListOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (list, item) => list.AddLast(item), list => list);

    private static SequenceCodec<ConcurrentQueue<T>, T> ConcurrentQueueOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (queue, item) => queue.Enqueue(item), queue => queue);

    private static SequenceCodec<ConcurrentStack<T>, T> ConcurrentStackOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (stack, item) => stack.Push(item), stack => stack.Reverse());

    private static SequenceCodec<ConcurrentBag<T>, T> ConcurrentBagOf<T>(ValueCodec owner)
        => new(owner.CodecFor<T>(), () => new(), (bag, item) => bag.Add(item), bag => bag.Reverse());

    private static SequenceCodec<Hashtable, DictionaryEntry> HashtableCodec(ValueCodec owner)
        => new(owner.CodecFor<DictionaryEntry>(), () => [], (table, entry) => table.Add(entry.Key, entry.Value), table => table.Cast<DictionaryEntry>());

    private static SequenceCodec<NameValueCollection, KeyValuePair<string?, string[]?>> NameValueCodec(ValueCodec owner)
        => new(owner.CodecFor<KeyValuePair<string?, string[]?>>(), () => [], AddValues, names => names.AllKeys.Select((name, index) => KeyValuePair.Create(name, names.GetValues(index))));

    private static void AddValues(NameValueCollection names, KeyValuePair<string?, string[]?> entry)
    {
        if (entry.Value is null)
        {
            names.Add(entry.Key, null);
            return;
        }

        foreach (string value in entry.Value)
        {
            names.Add(entry.Key, value);
        }
    }
}
