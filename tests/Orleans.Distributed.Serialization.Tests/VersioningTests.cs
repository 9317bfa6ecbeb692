namespace Orleans.Distributed.Serialization.Tests;

public sealed class VersioningTests
{
    private static readonly ValueCodec Older = new(new ValueCodecOptions().AddAlias(typeof(PersonOne)).AddAlias(typeof(LinkOne)));
    private static readonly ValueCodec Newer = new(new ValueCodecOptions().AddAlias(typeof(PersonTwo)).AddAlias(typeof(LinkTwo)));

    [Fact]
    public void Members_WithNumbers_Travel_AndOthersDoNot()
    {
        var copy = Wire.Copy(new Shape { Name = "n", Size = 3, NotSent = "x", Manual = "m", Cached = 9 });
        Assert.Equal(("n", 3, null, "m", 0), (copy.Name, copy.Size, copy.NotSent, copy.Manual, copy.Cached));
    }

    [Fact]
    public void Members_OfEveryForm_AreEqual()
    {
        var value = new Forms
        {
            Small = -5,
            Big = ulong.MaxValue,
            Real = 1.5f,
            Long = -2.5,
            Text = new string('t', 100),
            Time = DateTime.UtcNow,
            Maybe = 7,
            List = [1, 2],
            Any = "any",
            Day = DayOfWeek.Friday,
            Flag = true,
            Letter = 'x',
            Money = 3.5m,
            Pair = (1, "two"),
            Structure = new Inner(4),
            Guid = Guid.NewGuid(),
            Lazy = Enumerable.Range(0, 3).Select(x => x),
        };
        Forms copy = Wire.Copy(value);
        Assert.Equal([0, 1, 2], copy.Lazy);
        copy.Lazy = value.Lazy;
        Assert.Equal(value.List, copy.List);
        copy.List = value.List;
        Assert.Equal(value, copy);
    }

    [Fact]
    public void Records_ByOrleansRules_AreEqual()
    {
        Wire.CopiesEqual(new Positional("a", 1) { Extra = "not the same number as the parameter", Unsent = null });
        Assert.Null(Wire.Copy(new Positional("a", 1) { Unsent = "x" }).Unsent);
        Wire.CopiesEqual(new Derived("a", 1, 2.5));
        Wire.CopiesEqual(new PositionalStructure(1, "b"));
        Wire.CopiesEqual(new ExplicitlyNumbered(1, 2));
        Assert.Equal(0, Wire.Copy(new Excluded(5)).Number);
        Assert.Equal(5, Wire.Copy(new IncludedClass(5)).Get());
    }

    [Fact]
    public void OlderMessages_LeaveNewMembersAtTheirDefault()
    {
        byte[] bytes = Wire.Encode<object>(new PersonOne { Name = "Ann", Age = 5 }, codec: Older);
        var person = Assert.IsType<PersonTwo>(Wire.Decode<object>(bytes, codec: Newer));
        Assert.Equal(("Ann", 5L, null, null), (person.Name, person.Age, person.Mail, person.Friends));
    }

    [Fact]
    public void NewerMessages_WithUnknownMembers_AreRead()
    {
        var friend = new PersonTwo { Name = "Bob" };
        var ann = new PersonTwo { Name = "Ann", Age = 5, Mail = new string('m', 50), Score = 1.5, Key = Guid.NewGuid(), Extra = new NewThing { Friend = friend }, Friends = [friend], Last = friend, Run = static () => 5 };
        object?[] copy = Wire.Decode<object?[]>(Wire.Encode<object?[]>([ann, friend, ann, new string('m', 50)], codec: Newer), codec: Older);
        var person = Assert.IsType<PersonOne>(copy[0]);
        Assert.Equal(("Ann", 5), (person.Name, person.Age));
        Assert.Equal("Bob", Assert.IsType<PersonOne>(copy[1]).Name);
        Assert.Same(copy[0], copy[2]);
        Assert.Same(copy[1], person.Last);
        Assert.Equal(new string('m', 50), copy[3]);
    }

    [Fact]
    public void NewerMessages_WithTypesThatAreMissing_AreRead()
    {
        var ann = new PersonTwo { Name = "Ann", Extra = new NewThing { Text = new string('n', 40) }, Age = 5, Last = new PersonTwo { Name = "Bob" } };
        byte[] bytes = Wire.Encode<object?[]>([ann, "after"], codec: Newer);
        Rename(bytes, nameof(NewThing), "NoThing!");
        object?[] copy = Wire.Decode<object?[]>(bytes, codec: Older);
        var person = Assert.IsType<PersonOne>(copy[0]);
        Assert.Equal(("Ann", 5, "Bob", "after"), (person.Name, person.Age, person.Last!.Name, copy[1]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(40)]
    [InlineData(1000)]
    public void Chains_OfNewerMessages_AreReadAtAnyDepth(int length)
    {
        LinkTwo? first = null;
        for (int i = 0; i < length; i++)
        {
            first = new LinkTwo { Number = i, Unknown = new NewThing { Text = new string('u', 30) + i, Inner = new NewThing { Text = "deeper" } }, Next = first, End = "e" + i };
        }

        byte[] bytes = Wire.Encode<object?>(first, codec: Newer);
        foreach (bool missing in new[] { false, true })
        {
            if (missing)
            {
                Rename(bytes, nameof(NewThing), "NoThing!");
            }

            int count = 0;
            for (var link = (LinkOne?)Wire.Decode<object?>(bytes, codec: Older); link is not null; link = link.Next)
            {
                count++;
                Assert.Equal((length - count, "e" + link.Number), (link.Number, link.End));
            }

            Assert.Equal(length, count);
        }
    }

    [Fact]
    public void References_IntoSkippedMembers_AreMalformed()
    {
        var thing = new NewThing { Text = "x" };
        byte[] bytes = Wire.Encode<object?[]>([new PersonTwo { Extra = thing }, thing], codec: Newer);
        Rename(bytes, nameof(NewThing), "NoThing!");
        Assert.Throws<MalformedDataException>(() => Wire.Decode<object?[]>(bytes, codec: Older));
    }

    [Fact]
    public void Members_ThatChangedTheirType_AreMalformed()
    {
        var codec = new ValueCodec(new ValueCodecOptions().AddAlias(typeof(PersonThree)));
        byte[] bytes = Wire.Encode<object>(new PersonOne { Name = "Ann", Age = 5 }, codec: Older);
        Assert.Contains("Member 1 of PersonThree", Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(bytes, codec: codec)).Message);
    }

    [Fact]
    public void Types_WithOtherFields_AreMalformed()
    {
        var here = new ValueCodec(new ValueCodecOptions().AddAlias(typeof(PlainTwo)));
        byte[] bytes = Wire.Encode<object>(new PlainOne { A = 1 });
        Assert.Contains("has other fields", Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(bytes, codec: here)).Message);
    }

    [Fact]
    public void Members_WithTheSameNumber_AreRefused() => Assert.Contains("have the number 1", Wire.Refuse(new Twice()).Message);

    private static void Rename(byte[] bytes, string from, string to)
    {
        Assert.Equal(from.Length, to.Length);
        int at = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(from));
        Assert.True(at > 0);
        System.Text.Encoding.UTF8.GetBytes(to).CopyTo(bytes.AsSpan(at));
    }

    [GenerateSerializer]
    private sealed class Shape
    {
        private string? _manual;

        [Id(3)]
        public string? Name { get; init; }

        [Id(1)]
        public int Size;

        public string? NotSent { get; set; }

        [Id(7)]
        public string? Manual
        {
            get => _manual;
            set => _manual = value;
        }

        [Id(8)]
        [field: NonSerialized]
        public int Cached { get; set; }
    }

    [GenerateSerializer]
    private sealed record Forms
    {
        [Id(0)]
        public short Small { get; set; }

        [Id(1)]
        public ulong Big { get; set; }

        [Id(2)]
        public float Real { get; set; }

        [Id(3)]
        public double Long { get; set; }

        [Id(4)]
        public string? Text { get; set; }

        [Id(5)]
        public DateTime Time { get; set; }

        [Id(6)]
        public int? Maybe { get; set; }

        [Id(7)]
        public List<int>? List { get; set; }

        [Id(8)]
        public object? Any { get; set; }

        [Id(9)]
        public DayOfWeek Day { get; set; }

        [Id(10)]
        public bool Flag { get; set; }

        [Id(11)]
        public char Letter { get; set; }

        [Id(12)]
        public decimal Money { get; set; }

        [Id(13)]
        public (int, string) Pair { get; set; }

        [Id(14)]
        public Inner Structure { get; set; }

        [Id(1000)]
        public Guid Guid { get; set; }

        [Id(1001)]
        public IEnumerable<int>? Lazy { get; set; }
    }

    [GenerateSerializer]
    private readonly record struct Inner([property: Id(4)] int Value);

    [GenerateSerializer]
    private record Positional(string Name, int Count)
    {
        [Id(0)]
        public string? Extra { get; init; }

        public string? Unsent { get; init; }
    }

    [GenerateSerializer]
    private sealed record Derived(string Name, int Count, double More) : Positional(Name, Count);

    [GenerateSerializer]
    private readonly record struct PositionalStructure(int Number, string Text);

    [GenerateSerializer]
    private sealed record ExplicitlyNumbered([property: Id(5)] int A, int B);

    [GenerateSerializer(IncludePrimaryConstructorParameters = false)]
    private sealed record Excluded(int Number);

    [GenerateSerializer(IncludePrimaryConstructorParameters = true)]
    private sealed class IncludedClass(int number)
    {
        public int Get() => number;
    }

    [GenerateSerializer]
    [Alias("person")]
    private sealed class PersonOne
    {
        [Id(0)]
        public string? Name { get; set; }

        [Id(1)]
        public int Age { get; set; }

        [Id(9)]
        public PersonOne? Last { get; set; }
    }

    [GenerateSerializer]
    [Alias("person")]
    private sealed class PersonTwo
    {
        [Id(0)]
        public string? Name { get; set; }

        [Id(1)]
        public long Age { get; set; }

        [Id(2)]
        public string? Mail { get; set; }

        [Id(3)]
        public double Score { get; set; }

        [Id(4)]
        public Guid Key { get; set; }

        [Id(5)]
        public NewThing? Extra { get; set; }

        [Id(6)]
        public List<PersonTwo>? Friends { get; set; }

        [Id(7)]
        public Func<int>? Run { get; set; }

        [Id(9)]
        public PersonTwo? Last { get; set; }
    }

    [GenerateSerializer]
    [Alias("person")]
    private sealed class PersonThree
    {
        [Id(1)]
        public string? Age { get; set; }
    }

    private sealed class NewThing
    {
        public string? Text;
        public object? Friend;
        public NewThing? Inner;
    }

    [GenerateSerializer]
    [Alias("link")]
    private sealed class LinkOne
    {
        [Id(0)]
        public int Number { get; set; }

        [Id(2)]
        public LinkOne? Next { get; set; }

        [Id(3)]
        public string? End { get; set; }
    }

    [GenerateSerializer]
    [Alias("link")]
    private sealed class LinkTwo
    {
        [Id(0)]
        public int Number { get; set; }

        [Id(1)]
        public NewThing? Unknown { get; set; }

        [Id(2)]
        public LinkTwo? Next { get; set; }

        [Id(3)]
        public string? End { get; set; }
    }

    [Alias("plain")]
    private sealed class PlainOne
    {
        public int A { get; set; }
    }

    [Alias("plain")]
    private sealed class PlainTwo
    {
        public int A { get; set; }

        public int B { get; set; }
    }

    [GenerateSerializer]
    private sealed class Twice
    {
        [Id(1)]
        public int A { get; set; }

        [Id(1)]
        public int B { get; set; }
    }
}
