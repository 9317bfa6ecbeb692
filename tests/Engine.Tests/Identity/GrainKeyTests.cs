namespace Engine.Tests.Identity;

[Collection(CallCluster.Name)]
public sealed class GrainKeyTests(CallCluster fixture)
{
    public static TheoryData<string> Strings =>
    [
        "a", "A", "with space", " leading and trailing ", "with/slash", "with+plus", "with#hash", "a\nb", "tab\t", "\0", "\"quoted\"",
        "ünïcödé 漢字 🎉", "%20", "..", "null", "0", "-1", new string('x', 5000),
    ];

    [Theory]
    [MemberData(nameof(Strings))]
    public async Task StringKey_Any_GrainAndReferenceKnowIt(string key)
    {
        var grain = fixture.Client.GetGrain<IStringKeyGrain>(key);

        Assert.Equal(key, await grain.GetKey());
        Assert.Equal(key, grain.GetPrimaryKeyString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void StringKey_NullOrBlank_IsRefused(string? key) =>
        Assert.ThrowsAny<ArgumentException>(() => fixture.Client.GetGrain<IStringKeyGrain>(key!));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(int.MaxValue + 1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task IntegerKey_Any_GrainAndReferenceKnowIt(long key)
    {
        var grain = fixture.Client.GetGrain<IIntegerKeyGrain>(key);

        Assert.Equal(key, await grain.GetKey());
        Assert.Equal(key, grain.GetPrimaryKeyLong());
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    public async Task GuidKey_Any_GrainAndReferenceKnowIt(Guid key)
    {
        var grain = fixture.Client.GetGrain<IGuidKeyGrain>(key);

        Assert.Equal(key, await grain.GetKey());
        Assert.Equal(key, grain.GetPrimaryKey());
    }

    [Theory]
    [InlineData(0, "extension")]
    [InlineData(-5, "with+plus")]
    [InlineData(long.MinValue, "ünïcödé 🎉")]
    public async Task IntegerCompoundKey_Any_GrainAndReferenceKnowBothParts(long key, string extension)
    {
        var grain = fixture.Client.GetGrain<IIntegerCompoundKeyGrain>(key, extension);

        Assert.Equal((key, extension), await grain.GetKey());
        Assert.Equal(key, grain.GetPrimaryKeyLong(out var known));
        Assert.Equal(extension, known);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", "extension")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", "with+plus/slash")]
    public async Task GuidCompoundKey_Any_GrainAndReferenceKnowBothParts(Guid key, string extension)
    {
        var grain = fixture.Client.GetGrain<IGuidCompoundKeyGrain>(key, extension);

        Assert.Equal((key, extension), await grain.GetKey());
        Assert.Equal(key, grain.GetPrimaryKey(out var known));
        Assert.Equal(extension, known);
    }

    [Fact]
    public void CompoundKey_BlankExtension_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => fixture.Client.GetGrain<IIntegerCompoundKeyGrain>(1, " "));
        Assert.Throws<ArgumentException>(() => fixture.Client.GetGrain<IGuidCompoundKeyGrain>(Guid.Empty, ""));
    }

    [Fact]
    public async Task CompoundKey_SameNumberOtherExtension_IsAnotherGrain()
    {
        var first = fixture.Client.GetGrain<IIntegerCompoundKeyGrain>(1, "a");
        var second = fixture.Client.GetGrain<IIntegerCompoundKeyGrain>(1, "b");

        Assert.NotEqual(first.GetGrainId(), second.GetGrainId());
        Assert.Equal((1, "a"), await first.GetKey());
        Assert.Equal((1, "b"), await second.GetKey());
    }

    [Fact]
    public void PrimaryKey_OfAnotherKind_IsRefused()
    {
        Assert.ThrowsAny<Exception>(() => fixture.Client.GetGrain<IStringKeyGrain>("not a number").GetPrimaryKeyLong());
        Assert.ThrowsAny<Exception>(() => fixture.Client.GetGrain<IStringKeyGrain>("not a guid").GetPrimaryKey());
    }
}
