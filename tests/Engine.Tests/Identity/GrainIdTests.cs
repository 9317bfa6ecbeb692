namespace Engine.Tests.Identity;

[Collection(CallCluster.Name)]
public sealed class GrainIdTests(CallCluster fixture)
{
    [Fact]
    public async Task GetGrainId_ReferenceAndGrain_Agree()
    {
        var grain = fixture.Client.GetGrain<IStringKeyGrain>(Unique.Key());

        Assert.Equal(grain.GetGrainId(), await grain.GetId());
    }

    [Fact]
    public void GetGrainId_SameKeyOtherInterface_Differs()
    {
        var number = Unique.Number();

        Assert.NotEqual(
            fixture.Client.GetGrain<IIntegerKeyGrain>(number).GetGrainId(),
            fixture.Client.GetGrain<IIntegerCompoundKeyGrain>(number, "extension").GetGrainId());
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("with/slash")]
    [InlineData("ünïcödé 🎉")]
    public void Parse_WhatToStringWrote_IsTheSameId(string key)
    {
        var id = fixture.Client.GetGrain<IStringKeyGrain>(key).GetGrainId();

        Assert.Equal(id, GrainId.Parse(id.ToString()));
        Assert.Equal(id.GetHashCode(), GrainId.Parse(id.ToString()).GetHashCode());
    }

    [Fact]
    public void Create_TypeAndKey_BothCanBeRead()
    {
        var id = GrainId.Create("invented", "key");

        Assert.Equal(("invented", "key", "invented/key"), (id.Type.ToString(), id.Key.ToString(), id.ToString()));
        Assert.False(id.IsDefault);
        Assert.True(default(GrainId).IsDefault);
    }

    [Fact]
    public async Task GetGrain_ByGrainId_FindsTheGrain()
    {
        var key = Unique.Key();
        var id = fixture.Client.GetGrain<IStringKeyGrain>(key).GetGrainId();

        Assert.Equal(key, await fixture.Client.GetGrain<IStringKeyGrain>(id).GetKey());
        Assert.Equal(key, await fixture.Client.GetGrain(id).AsReference<IStringKeyGrain>().GetKey());
    }

    [Fact]
    public async Task GetGrain_ByInterfaceType_FindsTheGrain()
    {
        var number = Unique.Number();
        var guid = Guid.NewGuid();

        Assert.Equal("key", await ((IStringKeyGrain)fixture.Client.GetGrain(typeof(IStringKeyGrain), "key")).GetKey());
        Assert.Equal(number, await ((IIntegerKeyGrain)fixture.Client.GetGrain(typeof(IIntegerKeyGrain), number)).GetKey());
        Assert.Equal(guid, await ((IGuidKeyGrain)fixture.Client.GetGrain(typeof(IGuidKeyGrain), guid)).GetKey());
        Assert.Equal(
            (number, "e"),
            await ((IIntegerCompoundKeyGrain)fixture.Client.GetGrain(typeof(IIntegerCompoundKeyGrain), number, "e")).GetKey());
        Assert.Equal(
            (guid, "e"),
            await ((IGuidCompoundKeyGrain)fixture.Client.GetGrain(typeof(IGuidCompoundKeyGrain), guid, "e")).GetKey());
    }

    [Fact]
    public async Task GrainId_AsArgument_ArrivesEqual()
    {
        var grain = fixture.Client.GetGrain<IReferenceGrain>(Unique.Key());

        Assert.Equal(grain.GetGrainId(), await grain.EchoId(grain.GetGrainId()));
        Assert.True((await grain.EchoId(default)).IsDefault);
    }
}
