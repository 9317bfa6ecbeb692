using System.Collections.Immutable;

namespace Engine.Tests.Values;

[Collection(CallCluster.Name)]
public sealed class ValueTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(ValueTests));

    /// <summary>The grain reached through a message, and the grain reached within its silo.</summary>
    private IEnumerable<IValueGrain> Both =>
    [
        fixture.Client.GetGrain<IValueGrain>(_key + "/remote"),
        fixture.Cluster.SiloServices()[0].GetRequiredService<IGrainFactory>().GetGrain<IValueGrain>(_key + "/local"),
    ];

    [Fact]
    public async Task Primitives_Extremes_ArriveEqual()
    {
        await ArrivesEqualAsync(true);
        await ArrivesEqualAsync(byte.MaxValue);
        await ArrivesEqualAsync(sbyte.MinValue);
        await ArrivesEqualAsync(short.MinValue);
        await ArrivesEqualAsync(ushort.MaxValue);
        await ArrivesEqualAsync(int.MinValue);
        await ArrivesEqualAsync(uint.MaxValue);
        await ArrivesEqualAsync(long.MinValue);
        await ArrivesEqualAsync(ulong.MaxValue);
        await ArrivesEqualAsync(float.NaN);
        await ArrivesEqualAsync(double.NegativeInfinity);
        await ArrivesEqualAsync(decimal.MinValue);
        await ArrivesEqualAsync('漢');
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("ünïcödé 漢字 🎉 \0 end")]
    [InlineData(null)]
    public async Task String_Any_ArrivesEqual(string? text) => await ArrivesEqualAsync(text);

    [Fact]
    public async Task WellKnownStructs_ArriveEqual()
    {
        await ArrivesEqualAsync(Guid.NewGuid());
        await ArrivesEqualAsync(new DateTime(2020, 2, 29, 12, 0, 0, DateTimeKind.Utc));
        await ArrivesEqualAsync(new DateTimeOffset(2020, 2, 29, 12, 0, 0, TimeSpan.FromHours(-7)));
        await ArrivesEqualAsync(TimeSpan.FromTicks(-12345));
        await ArrivesEqualAsync(new DateOnly(2020, 2, 29));
        await ArrivesEqualAsync(new TimeOnly(23, 59, 59));
        await ArrivesEqualAsync((1, "two", 3.0));
        await ArrivesEqualAsync(KeyValuePair.Create("key", 5));
    }

    [Fact]
    public async Task Nullable_WithAndWithoutValue_ArrivesEqual()
    {
        foreach (var grain in Both)
        {
            Assert.Equal(5, await grain.EchoNullable(5));
            Assert.Null(await grain.EchoNullable(null));
        }

        await ArrivesEqualAsync(new int?[] { 1, null, 3 });
    }

    [Fact]
    public async Task Enum_NamedAndUnnamedValues_ArriveEqual()
    {
        await ArrivesEqualAsync(Color.Blue);
        await ArrivesEqualAsync((Color)77);
        await ArrivesEqualAsync(DayOfWeek.Friday);
    }

    [Fact]
    public async Task Structs_DefaultAndFilled_ArriveEqual()
    {
        await ArrivesEqualAsync(default(Measurement));
        await ArrivesEqualAsync(new Measurement { Value = 1.5, Unit = "m", Taken = DateTimeOffset.UnixEpoch });
        await ArrivesEqualAsync(default(Coordinates));
        await ArrivesEqualAsync(new Coordinates(1.5, -2.5));
    }

    [Fact]
    public async Task Records_ArriveEqual()
    {
        await ArrivesEqualAsync(new Person("Ann", 30, new Person("Bob", 40)));
        await ArrivesEqualAsync<Person?>(null);
    }

    [Fact]
    public async Task Arrays_OfEachKind_ArriveEqual()
    {
        await ArrivesEqualAsync(Array.Empty<int>());
        await ArrivesEqualAsync(new[] { 1, 2, 3 });
        await ArrivesEqualAsync(new string?[] { "a", null, "b" });
        await ArrivesEqualAsync(new[] { [1], Array.Empty<int>(), new[] { 2, 3 } });
        await ArrivesEqualAsync(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        await ArrivesEqualAsync(new object?[] { 1, "two", null, 3.0 });
        await ArrivesEqualAsync(new[] { new Person("Ann", 30), new Person("Bob", 40) });
    }

    [Fact]
    public async Task Collections_OfEachKind_ArriveEqual()
    {
        await ArrivesEqualAsync(new List<int> { 1, 2, 3 });
        await ArrivesEqualAsync(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 });
        await ArrivesEqualAsync(new Dictionary<int, List<Dictionary<string, Person>>> { [1] = [new() { ["x"] = new Person("Ann", 30) }] });
        await ArrivesEqualAsync(new HashSet<string> { "a", "b" });
        await ArrivesEqualAsync(new SortedDictionary<int, string> { [2] = "b", [1] = "a" });
        await ArrivesEqualAsync(new Queue<int>([1, 2, 3]));
        await ArrivesEqualAsync(new Stack<int>([1, 2, 3]));
        await ArrivesEqualAsync(ImmutableList.Create("a", "b"));
        await ArrivesEqualAsync(ImmutableDictionary<string, int>.Empty.Add("a", 1));
    }

    [Fact]
    public async Task ImmutableArray_FilledAndEmpty_ArrivesEqual()
    {
        foreach (var grain in Both)
        {
            // Two immutable arrays are equal only if they share their storage, so the items are compared.
            var copy = await grain.Echo(ImmutableArray.Create(1, 2, 3));
            Assert.Equal(new[] { 1, 2, 3 }, copy.ToArray());
            Assert.Empty(await grain.Echo(ImmutableArray<int>.Empty));
        }
    }

    [Fact]
    public async Task Dictionary_WithComparer_KeepsIt()
    {
        foreach (var grain in Both)
        {
            var copy = await grain.Echo(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 });

            Assert.Equal(1, copy["A"]);
        }
    }

    [Fact]
    public async Task Inheritance_DeclaredAsTheBase_ArrivesAsTheDerivedType()
    {
        foreach (var grain in Both)
        {
            Assert.Equal("circle c of 1.5", await grain.Describe(new Circle { Name = "c", Radius = 1.5 }));
            Assert.Equal("square s of 2", await grain.Describe(new Square { Name = "s", Side = 2 }));

            var shapes = await grain.Echo(new List<Shape> { new Circle { Name = "c", Radius = 3 }, new Square { Name = "s" } });
            Assert.Equal(["circle c of 3", "square s of 0"], shapes.Select(shape => shape.Describe()));
        }
    }

    [Fact]
    public async Task Object_HoldsAnyType_ArrivesAsThatType()
    {
        foreach (var grain in Both)
        {
            Assert.Equal("Int32", await grain.GetTypeName(5));
            Assert.Equal("String", await grain.GetTypeName("text"));
            Assert.Equal("Person", await grain.GetTypeName(new Person("Ann", 30)));
            Assert.Equal("List`1", await grain.GetTypeName(new List<int>()));
            Assert.Equal("null", await grain.GetTypeName(null));
        }
    }

    [Fact]
    public async Task Generics_ArriveEqual()
    {
        foreach (var grain in Both)
        {
            var pair = await grain.Echo(new Pair<int, Pair<string, List<Color>>>
            {
                First = 1,
                Second = new() { First = "two", Second = [Color.Red, Color.Blue] },
            });

            Assert.Equal((1, "two"), (pair.First, pair.Second!.First));
            Assert.Equal([Color.Red, Color.Blue], pair.Second.Second);
        }
    }

    [Fact]
    public async Task PrivateFields_Marked_ArriveAndOthersDoNot()
    {
        foreach (var grain in Both) Assert.Equal((5, 0), (await grain.Echo(Guarded.Create(5, 7))).Reveal());
    }

    private async Task ArrivesEqualAsync<T>(T value)
    {
        foreach (var grain in Both) Assert.Equal(value, await grain.Echo(value));
    }
}
