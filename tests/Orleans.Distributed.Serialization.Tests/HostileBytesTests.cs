using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class HostileBytesTests
{
    private const int Cases = 240_000;

    // Nothing that is decoded may take more than this many bytes of memory for each byte received, beyond a fixed amount for messages and errors.
    private const int LargestFactor = 200;
    private const int LargestFixed = 1 << 20;

    [Fact]
    public async Task MutatedBytes_DecodeOrAreMalformed()
    {
        byte[][] corpus = Corpus();
        Array.ForEach(corpus, bytes => Wire.Decode<object?>(bytes));
        Task<int>[] parts = [.. Enumerable.Range(0, 4).Select(part => Task.Run(() => Fuzz(corpus, part, Cases / 4)))];
        int[] decoded = await Task.WhenAll(parts);

        // Both outcomes have to occur, or the cases test nothing.
        Assert.InRange(decoded.Sum(), Cases / 100, Cases * 99 / 100);
    }

    [Fact]
    public void MutatedBytes_OfSessions_DecodeOrAreMalformed()
    {
        var sender = new SymbolSender();
        var learned = new SymbolReceiver();
        object[] values = [new Graphs.Leaf(1, "l"), new List<Graphs.Leaf> { new(2, "m") }, new Graphs.Versioned { Any = new Graphs.Node() }, new Func<int, int>(x => x + 1)];
        byte[][] Encode() => [.. values.Select(value => Wire.Encode(value, new EncodeContext { Symbols = sender }))];
        byte[][] explained = Encode();
        Array.ForEach(explained, bytes => Wire.Decode<object>(bytes, new DecodeContext { Symbols = learned }));
        sender.Acknowledge(learned.KnownThrough);
        byte[][] corpus = [.. explained, .. Encode()];
        int decoded = 0;
        for (int seed = 0; seed < 40_000; seed++)
        {
            // A new receiver now and then, so that the symbols it was taught by mutations do not decide everything.
            learned = seed % 500 == 0 ? new SymbolReceiver() : learned;
            try
            {
                Wire.Decode<object>(Mutate(corpus, new Random(seed)), new DecodeContext { Symbols = learned });
                decoded++;
            }
            catch (MalformedDataException)
            {
                Assert.InRange(learned.KnownThrough, 0, 1 << 17);
            }
        }

        Assert.InRange(decoded, 100, 39_900);
    }

    [Fact]
    public void TruncatedBytes_AreMalformed()
    {
        foreach (byte[] bytes in Corpus())
        {
            for (int length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 100))
            {
                byte[] start = bytes[..length];
                Assert.Throws<MalformedDataException>(() => Wire.Decode<object?>(start));
            }

            Assert.Throws<MalformedDataException>(() => Wire.Decode<object?>([bytes[0], 0, .. bytes[1..]]));
        }
    }

    [Theory]
    [InlineData(typeof(object[]))]
    [InlineData(typeof(byte[]))]
    [InlineData(typeof(List<string>))]
    [InlineData(typeof(string))]
    [InlineData(typeof(int[,]))]
    [InlineData(typeof(Dictionary<string, string>))]
    [InlineData(typeof(ImmutableList<int>))]
    [InlineData(typeof(BigInteger))]
    [InlineData(typeof(System.Collections.BitArray))]
    public void AnnouncedSizes_BeyondTheBytes_AllocateNothing(Type type)
    {
        byte[] size = [0xff, 0xff, 0xff, 0xff, 0x07];
        foreach (byte[] bytes in new byte[][]
        {
            [MessageFormat.Plain, 1, .. size], [MessageFormat.Plain, 1, 0, .. size], [MessageFormat.Plain, .. size], [MessageFormat.Plain, 1, .. size, 0, .. size, 0],
        })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<MalformedDataException>(() => ValueCodec.Shared.Decode(bytes, type));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, LargestFixed);
        }
    }

    [Fact]
    public void AnnouncedSizes_ManyTimesOver_AreCountedTogether()
    {
        // An array of arrays, each of which announces as many elements as there are bytes in the message.
        const int Count = 20_000;
        var bytes = new List<byte> { MessageFormat.Plain, 1 };
        AddVarUInt(bytes, Count);
        for (int i = 0; i < Count; i++)
        {
            bytes.Add(1);
            AddVarUInt(bytes, Count);
        }

        byte[] message = [.. bytes];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<MalformedDataException>(() => Wire.Decode<object[][]>(message));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (message.Length * 50L) + LargestFixed);
    }

    [Fact]
    public void DeepNesting_IsMalformedOrDecoded_NeverAStackOverflow()
    {
        byte[] frozen = Wire.Encode<object>(new Dictionary<int, object> { [1] = 5 }.ToFrozenDictionary());
        int at = Array.LastIndexOf(frozen, (byte)10);
        Assert.True(at > 0);

        // One type symbol, used again and again inside itself.
        var symbols = new List<byte>();
        symbols.AddRange(frozen[(at + 1)..]);
        var bytes = new List<byte>(frozen[..1]);
        byte[] level = frozen[1..at][..^1];
        for (int i = 0; i < 100_000; i++)
        {
            bytes.AddRange(level);
        }

        bytes.Add(0);
        Assert.Throws<MalformedDataException>(() => Wire.Decode<object>([.. bytes, .. symbols]));
    }

    [Fact]
    public void TypesThatNeverTravel_AreMalformed()
    {
        foreach (Type type in new[]
        {
            typeof(FileStream), typeof(Thread), typeof(Process), typeof(Task<int>), typeof(Span<int>), typeof(void), typeof(int*), typeof(List<>), typeof(IDisposable),
            typeof(CancellationTokenSource), typeof(Finalizable), typeof(nint?), typeof(MulticastDelegate), typeof(RuntimeTypeHandle), typeof(TypedReference), typeof(int?),
        })
        {
            var writer = new Symbols.DefinitionWriter();
            writer.WriteByte((byte)Symbols.SymbolKind.Type);
            writer.WriteFixed64(0);
            if (type == typeof(int*))
            {
                continue;
            }

            writer.WriteType(type);
            byte[] definition = writer.ToArray();
            byte[] table = [1, 0, (byte)definition.Length, .. definition];
            byte[] bytes = [MessageFormat.WithSymbols, (48 << 1) | 1, 1, 1, 1, 1, .. table, (byte)table.Length, 0, 0, 0];
            Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(bytes));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0, Finalizable.Count);
    }

    [Fact]
    public void ObjectsInTheWrongPlace_AreMalformed()
    {
        Assert.Throws<MalformedDataException>(() => Wire.Decode<string>(Wire.Encode<object>(5)));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<List<int>>(Wire.Encode<object>(new List<string> { "a" })));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<IDisposable>(Wire.Encode<object>(new Uri("https://example.org"))));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<Uri[]>(Wire.Encode<object[]>(["text"])));
        byte[] bytes = Wire.Encode<object[]>([new Version(1, 2), null!]);
        bytes[^1] = 4;
        Assert.Throws<MalformedDataException>(() => Wire.Decode<Version[]>([MessageFormat.Plain, 1, 2, 2, 2]));
    }

    [Fact]
    public void KeysThatContainThemselves_AreMalformed()
    {
        // No sender can hash such a key, so the collections are made with a comparer that does not look inside, which is then taken away.
        foreach (object cyclic in new object[] { CyclicRecord(), CyclicTuple(), DeepRecord() })
        {
            var set = new HashSet<object>([cyclic], ReferenceEqualityComparer.Instance);
            var map = new Dictionary<object, int>(ReferenceEqualityComparer.Instance) { [cyclic] = 1 };
            foreach (object value in new object[] { set, map })
            {
                Assert.NotNull(Wire.Copy(value));
                value.GetType().GetField("_comparer", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(value, null);
                byte[] bytes = Wire.Encode(value);
                Assert.Contains("has no hash code", Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(bytes)).Message);
            }
        }

        static Link CyclicRecord()
        {
            var link = new Link(null);
            link.Next = link;
            return link;
        }

        static Tuple<object[]?, Link> CyclicTuple() => new(null, CyclicRecord());

        static Link DeepRecord()
        {
            var link = new Link(null);
            for (int i = 0; i < 100_000; i++)
            {
                link = new Link(link);
            }

            return link;
        }
    }

    [Fact]
    public void SharedEmptyCollections_AreNeverFilled()
    {
        ImmutableList<int> copy = Wire.Copy(ImmutableList<int>.Empty);
        Assert.NotSame(ImmutableList<int>.Empty, copy);
        Assert.Equal([1], copy.Add(1));
        Assert.Empty(ImmutableList<int>.Empty);
        Assert.True(Wire.Copy(ImmutableQueue<int>.Empty).IsEmpty);
        Assert.True(Wire.Copy(ImmutableStack<int>.Empty).IsEmpty);
    }

    [Fact]
    public void ValuesThatDoNotExist_AreMalformed()
    {
        Assert.Throws<MalformedDataException>(() => Wire.Decode<bool>([MessageFormat.Plain, 2]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<bool[]>([MessageFormat.Plain, 1, 1, 2]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<DateOnly>([MessageFormat.Plain, 1]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<decimal>([MessageFormat.Plain, .. Enumerable.Repeat((byte)0xff, 16)]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<int>([MessageFormat.Plain, 0xff, 0xff, 0xff, 0xff, 0xff, 1]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<string>([MessageFormat.Plain, 4, 0xff]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<int>([MessageFormat.Plain, 2, 2]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<int>([]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<int>([0x7f, 2]));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<Func<int>>([MessageFormat.Plain, 1, 1, 0, 0]));
    }

    private static byte[][] Corpus()
    {
        int x = 5;
        var list = new List<object?> { "shared", 1 };
        list.Add(list);
        Exception thrown = Record.Exception(new Action(() => throw new ArgumentOutOfRangeException(nameof(x), x, "bad")))!;
        object?[] values =
        [
            5, "text", new string('t', 100), 1.5m, DateTime.UtcNow, Guid.NewGuid(), DayOfWeek.Friday, new[] { 1, 2, 3 }, new[] { "a", null, "b" }, new bool[10],
            new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1, ["b"] = 2 }, new HashSet<string> { "a", "b" }, list,
            ImmutableList.Create(1, 2, 3), ImmutableDictionary<string, int>.Empty.Add("k", 1), new[] { "a", "b" }.ToFrozenSet(), new SortedDictionary<string, int> { ["z"] = 1 },
            new int[2, 3], Array.CreateInstance(typeof(string), [2], [5]), (1, "a", 2.5), Tuple.Create(1, "b"), new Uri("https://example.org"), new Version(1, 2, 3),
            IPAddress.IPv6Loopback, new Regex("a+b"), BigInteger.Pow(3, 200), typeof(Dictionary<string, List<int>>), new Func<int, int>(y => x + y), new Action(() => { }),
            new Func<int, int, int>(Math.Max), thrown, ExceptionData.Capture(thrown), new Graphs.Versioned { Number = 3, Text = "t", Any = new Graphs.Leaf(1, "l") },
            new Graphs.Node { Left = new(), Right = new object[] { 1, "x" } }, new Queue<int>([1, 2]), new LinkedList<string>(["a"]), new Memory<byte>(new byte[20]),
            System.Text.Json.Nodes.JsonNode.Parse("{\"a\":[1,2]}"), new System.Collections.BitArray(20), TimeZoneInfo.Utc, new[] { 1, 2, 2 }.ToLookup(i => i), new Lazy<int>(5),
            new PriorityQueue<string, int>([("a", 1)]), Chain(60), new Half[] { (Half)1 }, new object(), new { Anonymous = 1 },
        ];
        return [.. values.Select(value => Wire.Encode(value)), .. Enumerable.Range(0, 60).Select(seed => Wire.Encode(new Graphs(seed).Next()))];
    }

    private static Graphs.Node Chain(int length)
    {
        var node = new Graphs.Node();
        for (int i = 0; i < length; i++)
        {
            node = new Graphs.Node { Left = node, Payload = (i, "p") };
        }

        return node;
    }

    private static int Fuzz(byte[][] corpus, int part, int cases)
    {
        int decoded = 0;
        for (int i = 0; i < cases; i++)
        {
            int seed = (part * 10_000_000) + i;
            byte[] bytes = Mutate(corpus, new Random(seed));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ValueCodec.Shared.Decode<object?>(bytes);
                decoded++;
            }
            catch (MalformedDataException)
            {
                // The other allowed outcome.
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Seed {seed}: {error.GetType()}: {error.Message}", error);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= LargestFixed + ((long)bytes.Length * LargestFactor), $"Seed {seed}: {bytes.Length} bytes made it allocate {allocated}.");
        }

        return decoded;
    }

    private static byte[] Mutate(byte[][] corpus, Random random)
    {
        byte[] bytes = (byte[])corpus[random.Next(corpus.Length)].Clone();
        for (int count = random.Next(1, 6); count > 0 && bytes.Length > 0; count--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes = bytes[..at];
                    break;
                case 3:
                    bytes = [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
                    break;
                case 4:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 5))..]];
                    break;
                case 5:
                    byte[] other = corpus[random.Next(corpus.Length)];
                    bytes = [.. bytes[..at], .. other[random.Next(other.Length)..]];
                    break;
                default:
                    if (at + 4 <= bytes.Length)
                    {
                        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), random.Next(3) == 0 ? -1 : random.Next(int.MinValue, int.MaxValue));
                    }

                    break;
            }
        }

        return bytes;
    }

    private static void AddVarUInt(List<byte> bytes, int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    private sealed record Link(object? Content)
    {
        public object? Next { get; set; } = Content;
    }

    private sealed class Finalizable
    {
        private static int _count;

        ~Finalizable() => Interlocked.Increment(ref _count);

        public static int Count => _count;
    }
}
