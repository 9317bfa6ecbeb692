using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class ObjectTests
{
    [Fact]
    public void Objects_WithPrivateStateAndBases_KeepAllOfIt()
    {
        var copy = Wire.Copy(new Derived(1, 2));
        Assert.Equal((1, 2), (copy.BaseSecret, copy.Secret));
        Assert.Equal("not run", Wire.Copy(new Constructed("not run")).Text);
        Assert.Equal(0, Wire.Copy(new Forgetful { Cache = 5 }).Cache);
    }

    [Fact]
    public void RecordsAndTuples_RoundTrip_AreEqual()
    {
        Wire.CopiesEqual(new Point(1, -2));
        Wire.CopiesEqual(new Named("n", new Point(3, 4), null));
        Wire.CopiesEqual(new Generic<string>("v"));
        Wire.CopiesEqual((1, "a", (2.5, 'c')));
        Wire.CopiesEqual((1, 2, 3, 4, 5, 6, 7, 8, "nine"));
        Wire.CopiesEqual(Tuple.Create(1, "a", Tuple.Create(2)));
        Wire.CopiesEqual(KeyValuePair.Create("k", 1));
        Wire.CopiesEqual(new { A = 1, B = "b" });
        Wire.CopiesEqual<int?>(null);
        Wire.CopiesEqual<Point?>(new Point(1, 2));
        Wire.CopiesEqual(default(Empty));
    }

    [Fact]
    public void References_ToOneObject_StayReferencesToOneObject()
    {
        var shared = new Node { Value = 7 };
        Node[] copy = Wire.Copy<Node[]>([shared, shared, new Node { Next = shared }]);
        Assert.Same(copy[0], copy[1]);
        Assert.Same(copy[0], copy[2].Next);
        object box = new Named("b", default, null);
        object[] boxes = Wire.Copy<object[]>([box, box, 5, 5]);
        Assert.Same(boxes[0], boxes[1]);
        object plain = new();
        object[] plains = Wire.Copy<object[]>([plain, plain]);
        Assert.Same(plains[0], plains[1]);
    }

    [Fact]
    public void Cycles_ThroughAnything_AreKept()
    {
        var node = new Node();
        node.Next = node;
        Node copy = Wire.Copy(node);
        Assert.Same(copy, copy.Next);

        var array = new object[2];
        array[0] = array;
        object[] arrayCopy = Wire.Copy(array);
        Assert.Same(arrayCopy, arrayCopy[0]);

        var list = new List<object>();
        list.Add(list);
        List<object> listCopy = Wire.Copy(list);
        Assert.Same(listCopy, listCopy[0]);

        var holder = new Holder();
        holder.Items = ImmutableList.Create(holder, holder);
        ImmutableList<Holder> items = Wire.Copy(holder.Items);
        Assert.Equal(2, items.Count);
        Assert.Same(items, items[0].Items);
        Assert.Same(items[0], items[1]);

        object boxed = new Boxed { Self = null };
        ((ISelf)boxed).Set(boxed);
        var boxedCopy = Wire.Copy(boxed);
        Assert.Same(boxedCopy, ((Boxed)boxedCopy).Self);
    }

    [Fact]
    public void Cycles_ThroughKeys_AreHashedWhenComplete()
    {
        var key = new Key { Name = "k" };
        var map = new Dictionary<Key, string> { [key] = "value" };
        key.Owner = map;
        foreach (Key copy in new[] { Wire.Copy(key), Wire.Copy(map).Keys.Single() })
        {
            var owner = (Dictionary<Key, string>)copy.Owner!;
            Assert.Equal("value", owner[copy]);
            Assert.Equal("value", owner[new Key { Name = "k" }]);
        }

        var set = new HashSet<Key> { key };
        key.Owner = set;
        Assert.Contains(new Key { Name = "k" }, (HashSet<Key>)Wire.Copy(key).Owner!);
        var immutable = ImmutableHashSet.Create(key);
        key.Owner = immutable;
        Assert.Contains(new Key { Name = "k" }, (ImmutableHashSet<Key>)Wire.Copy(key).Owner!);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Chains_OfAnyLength_RoundTrip(int length)
    {
        Node? first = null;
        for (int i = 0; i < length; i++)
        {
            first = new Node { Value = i, Next = first, Text = "text " + i, Items = [i], Map = new() { [i.ToString()] = first! } };
        }

        int count = 0;
        for (Node? node = Wire.Decode<Node?>(Wire.Encode(first)); node is not null; node = node.Next)
        {
            count++;
            Assert.Equal(length - count, node.Value);
            Assert.Equal("text " + node.Value, node.Text);
            Assert.Equal(node.Value, node.Items![0]);
            Assert.Same(node.Next, node.Map![node.Value.ToString()]);
        }

        Assert.Equal(length, count);
    }

    [Fact]
    public void Chains_OfCollections_RoundTripAtAnyDepth()
    {
        object value = "end";
        for (int i = 0; i < 3000; i++)
        {
            value = (i % 5) switch
            {
                0 => new List<object> { value },
                1 => new[] { value },
                2 => new Dictionary<string, object> { ["k"] = value },
                3 => new HashSet<object>(ReferenceEqualityComparer.Instance) { value },
                _ => ImmutableList.Create(value),
            };
        }

        object copy = Wire.Decode<object>(Wire.Encode(value));
        int depth = 0;
        for (; copy is not string; depth++)
        {
            copy = copy is Dictionary<string, object> map ? map["k"] : ((IEnumerable<object>)copy).Single();
        }

        Assert.Equal(3000, depth);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(60)]
    public void Keys_AtAnyDepth_AreHashedWhenComplete(int depth)
    {
        object key = new Named("key", new Point(1, 2), new Named("inner", default, null));
        object value = new Dictionary<object, int> { [key] = 1 }.ToFrozenDictionary();
        value = new object[] { value, new HashSet<object> { key }, ImmutableHashSet.Create(key), new SortedSet<(int, string)> { (1, "a") } };
        for (int i = 0; i < depth; i++)
        {
            value = new List<object> { value };
        }

        object copy = Wire.Decode<object>(Wire.Encode(value));
        while (copy is List<object> list)
        {
            copy = list[0];
        }

        var items = (object[])copy;
        Assert.Equal(1, ((FrozenDictionary<object, int>)items[0])[key]);
        Assert.Contains(key, (HashSet<object>)items[1]);
        Assert.Contains(key, (ImmutableHashSet<object>)items[2]);
        Assert.Contains((1, "a"), (SortedSet<(int, string)>)items[3]);
    }

    [Fact]
    public void Messages_OfSeveralValues_ShareObjectsAndSymbols()
    {
        var shared = new Node { Value = 1 };
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Type text = typeof(string);
        using (ValueWriter writer = ValueCodec.Shared.StartMessage(output))
        {
            writer.Write(5);
            writer.Write<object>(shared);
            writer.Write(shared);
            writer.Write(null, text);
            Assert.Equal(0, output.WrittenCount);
            Assert.Equal(writer.Complete(), output.WrittenCount);
        }

        using ValueReader reader = ValueCodec.Shared.OpenMessage(output.WrittenMemory);
        Assert.Equal(5, reader.Read<int>());
        object first = reader.Read<object>();
        Assert.Same(first, reader.Read<Node>());
        Assert.Null(reader.Read(text));
        Assert.True(reader.IsAtEnd);
        reader.Complete();
    }

    [Fact]
    public void Encode_OfAnotherTypeThanDeclared_IsAnArgumentError()
    {
        Assert.Throws<ArgumentException>(() => ValueCodec.Shared.Encode(new System.Buffers.ArrayBufferWriter<byte>(), "text", typeof(int)));
        Assert.Throws<ArgumentException>(() => ValueCodec.Shared.Encode(new System.Buffers.ArrayBufferWriter<byte>(), null, typeof(int)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Decode_OfPieces_IsTheSame(int size)
    {
        var value = new Named(new string('x', 500), new Point(1, 2), new Named("inner", default, null));
        byte[] bytes = Wire.Encode<object>(value);
        Assert.Equal(value, ValueCodec.Shared.Decode<object>(Wire.Pieces(bytes, size)));
        double[] numbers = [.. Enumerable.Range(0, 5000).Select(i => i * 0.5)];
        Assert.Equal(numbers, ValueCodec.Shared.Decode<double[]>(Wire.Pieces(Wire.Encode(numbers), size)));
    }

    private interface ISelf
    {
        void Set(object self);
    }

    private readonly record struct Point(int X, int Y);

    private readonly struct Empty;

    private sealed record Named(string Name, Point Point, Named? Other);

    private sealed record Generic<T>(T Value);

    private struct Boxed : ISelf
    {
        public object? Self;

        public void Set(object self) => Self = self;
    }

    private class Base(int secret)
    {
        private readonly int _secret = secret;

        public int BaseSecret => _secret;
    }

    private sealed class Derived(int baseSecret, int secret) : Base(baseSecret)
    {
        private readonly int _secret = secret;

        public int Secret => _secret;
    }

    private sealed class Constructed
    {
        public Constructed(string text)
        {
            Assert.Null(Text);
            Text = text;
        }

        public string Text { get; }
    }

    private sealed class Forgetful
    {
        [NonSerialized]
        public int Cache;
    }

    private sealed class Node
    {
        public int Value;
        public string? Text;
        public List<int>? Items;
        public Dictionary<string, Node>? Map;
        public Node? Next;
    }

    private sealed class Holder
    {
        public ImmutableList<Holder>? Items;
    }

    private sealed class Key
    {
        public object? Owner;
        public string? Name;

        public override bool Equals(object? obj) => obj is Key other && other.Name == Name;

        public override int GetHashCode() => Name!.GetHashCode(StringComparison.Ordinal);
    }
}
