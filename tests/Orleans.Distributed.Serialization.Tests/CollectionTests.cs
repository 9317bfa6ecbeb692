using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Collections.Specialized;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class CollectionTests
{
    private static readonly int[] Numbers = [3, 1, 2];
    private static readonly string[] Words = ["one", "Two", "three"];

    public static TheoryData<IEnumerable> Collections => new()
    {
        Numbers, Words, new List<int>(Numbers), new List<string>(Words), new HashSet<string>(Words), new SortedSet<int>(Numbers),
        new SortedSet<int>(Numbers).GetViewBetween(2, 3), new Queue<string>(Words), new Stack<int>(Numbers), new LinkedList<string>(Words),
        new ConcurrentQueue<int>(Numbers), new ConcurrentStack<int>(Numbers), new ConcurrentBag<int>(Numbers),
        new ConcurrentDictionary<string, int>(Words.Select(word => KeyValuePair.Create(word, word.Length))),
        Words.ToDictionary(word => word, word => word.Length), new SortedDictionary<string, int>(Words.ToDictionary(word => word, word => word.Length)),
        new SortedList<string, int>(Words.ToDictionary(word => word, word => word.Length)), new OrderedDictionary<string, int> { ["b"] = 1, ["a"] = 2 },
        ImmutableArray.Create(Numbers), ImmutableList.Create(Words), ImmutableStack.Create(Numbers), ImmutableQueue.Create(Numbers),
        ImmutableHashSet.Create(Words), ImmutableSortedSet.Create(Numbers), Words.ToImmutableDictionary(word => word, word => word.Length),
        Words.ToImmutableSortedDictionary(word => word, word => word.Length), Words.ToFrozenSet(), Words.ToFrozenDictionary(word => word, word => word.Length),
        Numbers.ToFrozenSet(), new ReadOnlyCollection<int>(Numbers), new Collection<string>([.. Words]), new ObservableCollection<string>(Words),
        new ReadOnlyDictionary<string, int>(Words.ToDictionary(word => word, word => word.Length)), new ReadOnlyObservableCollection<int>(new(Numbers)),
        new ArrayList { 1, "two", null }, new Queue(Numbers), new Stack(Numbers), new Hashtable { ["a"] = 1 }, new SortedList { ["a"] = 1 },
        new NameValueCollection { { "a", "1" }, { "a", "2" }, { "b", null } }, new StringCollection { "a", "b" }, new BitArray(10, true),
        new ArraySegment<int>(Numbers, 1, 2), Words.ToDictionary(word => word).Keys, Words.ToDictionary(word => word).Values,
        Array.Empty<int>(), new List<string>(), ImmutableList<int>.Empty, ImmutableDictionary<int, int>.Empty, FrozenSet<int>.Empty,
    };

    [Theory]
    [MemberData(nameof(Collections))]
    public void Collections_RoundTrip_HaveTheSameElementsInOrder(IEnumerable value)
    {
        var copy = Wire.Decode<object>(Wire.Encode<object>(value));
        Assert.True(copy.GetType() == value.GetType() || value.GetType().Name.Contains("TreeSubSet", StringComparison.Ordinal), copy.GetType().ToString());
        bool unordered = value is IDictionary and not (SortedList or IOrderedDictionary) || value.GetType().Name.Contains("Hash", StringComparison.Ordinal)
            || value.GetType().Name.Contains("Frozen", StringComparison.Ordinal);
        List<object?> wanted = [.. value.Cast<object?>()];
        List<object?> found = [.. ((IEnumerable)copy).Cast<object?>()];
        Assert.Equal(unordered ? Sorted(wanted) : wanted, unordered ? Sorted(found) : found);

        static List<object?> Sorted(List<object?> items) => [.. items.OrderBy(item => item is DictionaryEntry entry ? entry.Key.ToString() : item?.ToString(), StringComparer.Ordinal)];
    }

    [Fact]
    public void Comparers_OfCollections_AreKept()
    {
        Assert.Equal(1, Wire.Copy(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 })["a"]);
        Assert.Contains("a", Wire.Copy(new HashSet<string>(StringComparer.InvariantCultureIgnoreCase) { "A" }));
        Assert.Contains("a", Wire.Copy(ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase, "A")));
        Assert.Equal(1, Wire.Copy(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase))["a"]);
        Assert.Equal([2, 1], Wire.Copy(new SortedSet<int>(Comparer<int>.Create(static (x, y) => y.CompareTo(x))) { 1, 2 }));
        Assert.Contains(11, Wire.Copy(new HashSet<int>(new Modulo(10)) { 1 }));
        Assert.Same(EqualityComparer<string>.Default, Wire.Copy(new Dictionary<string, int>()).Comparer);
        Assert.Same(EqualityComparer<int>.Default, Wire.Copy<IEqualityComparer<int>>(EqualityComparer<int>.Default));
        Assert.Same(Comparer<DateTime>.Default, Wire.Copy<IComparer<DateTime>>(Comparer<DateTime>.Default));
        Assert.Same(StringComparer.Ordinal, Wire.Copy(StringComparer.Ordinal));
    }

    [Fact]
    public void PriorityQueue_RoundTrip_KeepsOrder()
    {
        var queue = new PriorityQueue<string, int>(Comparer<int>.Create(static (x, y) => y.CompareTo(x)));
        queue.EnqueueRange([("low", 1), ("high", 9), ("middle", 5)]);
        PriorityQueue<string, int> copy = Wire.Copy(queue);
        Assert.Equal(["high", "middle", "low"], [copy.Dequeue(), copy.Dequeue(), copy.Dequeue()]);
    }

    [Fact]
    public void Lookups_RoundTrip_KeepGroups()
    {
        ILookup<string, int> copy = Wire.Copy(Numbers.ToLookup(number => number > 1 ? "big" : "small", StringComparer.OrdinalIgnoreCase));
        Assert.Equal([3, 2], copy["BIG"]);
        Assert.Equal([1], copy["small"]);
        IGrouping<bool, int> group = Wire.Copy(Numbers.GroupBy(number => number > 1).First());
        Assert.True(group.Key);
        Assert.Equal([3, 2], group);
    }

    [Fact]
    public void Lazy_WithAValue_KeepsIt()
    {
        var lazy = new Lazy<string>(() => "x");
        Assert.Equal(nameof(Lazy<>), Wire.Refuse(lazy).Type!.Name[..4]);
        Assert.Equal("x", lazy.Value);
        Assert.Equal("x", Wire.Copy(lazy).Value);
    }

    [Fact]
    public void Memory_RoundTrip_HasTheSameContent()
    {
        Assert.Equal([1, 2], Wire.Copy(new Memory<int>(Numbers, 1, 2)).ToArray());
        Assert.Equal("ell", Wire.Copy("hello".AsMemory(1, 3)).ToString());
        Assert.True(Wire.Copy(default(ReadOnlyMemory<byte>)).IsEmpty);
        Assert.Null(Wire.Copy(default(ArraySegment<byte>)).Array);
        Assert.True(Wire.Copy(default(ImmutableArray<int>)).IsDefault);
    }

    [Fact]
    public void Arrays_OfAllShapes_AreEqual()
    {
        Assert.Equal(new[,] { { 1, 2 }, { 3, 4 } }, Wire.Copy(new[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal(new string[2, 0, 3], Wire.Copy(new string[2, 0, 3]));
        Assert.Equal([[1], [], [2, 3]], Wire.Copy<int[][]>([[1], [], [2, 3]]));
        var shifted = Array.CreateInstance(typeof(string), [2, 3], [5, -1]);
        shifted.SetValue("x", 6, 0);
        Array copy = Wire.Copy(shifted);
        Assert.Equal((5, -1, "x"), (copy.GetLowerBound(0), copy.GetLowerBound(1), copy.GetValue(6, 0)));
        Array one = Wire.Copy(Array.CreateInstance(typeof(int), [3], [7]));
        Assert.Equal(7, one.GetLowerBound(0));
        object[] covariant = new string[] { "a" };
        Assert.IsType<string[]>(Wire.Copy(covariant));
        Assert.Equal([true, false], Wire.Copy<bool[]>([true, false]));
        Assert.Equal([1.5m, 2m], Wire.Copy<decimal[]>([1.5m, 2m]));
    }

    [Fact]
    public void LargeArrays_RoundTrip_AreEqual()
    {
        byte[] bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        Assert.Equal(bytes, Wire.Decode<byte[]>(Wire.Encode(bytes)));
        (byte[], long[], byte[], string) mixed = (bytes, [.. Enumerable.Range(0, 100_000).Select(i => (long)i)], bytes, "end");
        (byte[], long[], byte[], string) copy = Wire.Decode<(byte[], long[], byte[], string)>(Wire.Encode(mixed));
        Assert.Equal(bytes, copy.Item1);
        Assert.Equal(mixed.Item2, copy.Item2);
        Assert.Same(copy.Item1, copy.Item3);
        Assert.Equal("end", copy.Item4);
    }

    [Fact]
    public void Iterators_WhereASequenceIsDeclared_AreComputed()
    {
        Assert.Equal([0, 1, 4], Wire.Decode<IEnumerable<int>>(Wire.Encode(Squares(3))));
        Assert.Equal([2, 3, 4], Wire.Decode<IEnumerable<int>>(Wire.Encode(Enumerable.Range(1, 3).Select(x => x + 1))));
        Assert.Equal([1, 2, 3], Wire.Decode<IReadOnlyList<int>>(Wire.Encode<IReadOnlyList<int>>(Numbers.Order().ToList())));
        Assert.Contains("Call ToArray() first", Wire.Refuse<object>(Squares(3)).Message);
    }

    [Fact]
    public void DerivedCollections_RoundTrip_KeepElementsAndOwnFields()
    {
        Tagged copy = Wire.Copy(new Tagged(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 });
        Assert.Equal(1, copy["a"]);
        Assert.Equal("tag", copy.Tag);
        copy["b"] = 2;
        Assert.Equal(2, copy.Count);
        TaggedList list = Wire.Copy(new TaggedList { 1, 2 });
        Assert.Equal([1, 2], list);
        Assert.Equal("tag", list.Tag);
    }

    private static IEnumerable<int> Squares(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i * i;
        }
    }

    private sealed class Modulo(int divisor) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => x % divisor == y % divisor;

        public int GetHashCode(int obj) => obj % divisor;
    }

    private sealed class Tagged(IEqualityComparer<string> comparer) : Dictionary<string, int>(comparer)
    {
        public string Tag { get; } = "tag";
    }

    private sealed class TaggedList : List<int>
    {
        public string Tag { get; } = "tag";
    }
}
