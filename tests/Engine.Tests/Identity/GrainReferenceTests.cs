namespace Engine.Tests.Identity;

[Collection(CallCluster.Name)]
public sealed class GrainReferenceTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(GrainReferenceTests));

    private IReferenceGrain Grain => fixture.Client.GetGrain<IReferenceGrain>(_key);

    private IReferenceGrain Other => fixture.Client.GetGrain<IReferenceGrain>(_key + "/other");

    [Fact]
    public void References_SameGrain_AreEqual()
    {
        Assert.Equal(Grain, Grain);
        Assert.Equal(Grain.GetHashCode(), Grain.GetHashCode());
        Assert.NotEqual(Grain, Other);
    }

    [Fact]
    public void References_OfClientAndSilos_AreEqual() =>
        Assert.All(fixture.Cluster.AllFactories(), factory => Assert.Equal(Grain, factory.GetGrain<IReferenceGrain>(_key)));

    [Fact]
    public async Task Reference_AsArgument_CanBeCalled() => Assert.Equal(_key + "/other", await Grain.GetNameOf(Other));

    [Fact]
    public async Task Reference_AsArgumentFromASilo_CanBeCalled()
    {
        foreach (var factory in fixture.Cluster.AllFactories())
        {
            var caller = factory.GetGrain<IReferenceGrain>(Unique.Key());

            Assert.Equal(_key, await caller.GetNameOf(factory.GetGrain<IReferenceGrain>(_key)));
        }
    }

    [Fact]
    public async Task Reference_AsResult_IsEqualAndCanBeCalled()
    {
        var self = await Grain.GetSelf();

        Assert.Equal(Grain, self);
        Assert.Equal(_key, await self.GetName());
    }

    [Fact]
    public async Task GrainInstance_AsResult_ArrivesAsReference()
    {
        var self = await Grain.GetThis();

        Assert.Equal(Grain, self);
        Assert.Equal(_key, await self.GetName());
    }

    [Fact]
    public async Task Reference_Null_StaysNull() => Assert.Null(await Grain.Echo(null));

    [Fact]
    public async Task Reference_InFields_CanBeCalled()
    {
        var holder = await Grain.EchoHolder(new ReferenceHolder { Single = Grain, Several = [Grain, Other] });

        Assert.Equal(Grain, holder.Single);
        Assert.Equal([Grain, Other], holder.Several);
        Assert.Equal(_key + "/other", await holder.Several[1].GetName());
    }

    [Fact]
    public async Task Reference_AsDictionaryKey_IsFound()
    {
        var values = await Grain.EchoDictionary(new Dictionary<IReferenceGrain, int> { [Grain] = 1, [Other] = 2 });

        Assert.Equal((1, 2), (values[Grain], values[Other]));
    }

    [Fact]
    public async Task AsReference_OtherInterface_ReachesTheSameGrain()
    {
        var other = Grain.AsReference<IOtherFaceGrain>();

        Assert.Equal("other " + _key, await other.GetOtherName());
        Assert.Equal(Grain.GetGrainId(), other.GetGrainId());
        Assert.Equal(_key, await other.AsReference<IReferenceGrain>().GetName());
    }

    [Fact]
    public async Task Cast_OtherInterface_ReachesTheSameGrain() =>
        Assert.Equal("other " + _key, await Grain.Cast<IOtherFaceGrain>().GetOtherName());

    [Fact]
    public void GetGrain_OtherInterfaceOfTheGrain_SameIdentity() =>
        Assert.Equal(Grain.GetGrainId(), fixture.Client.GetGrain<IOtherFaceGrain>(_key).GetGrainId());

    [Fact]
    public void Reference_IsAGrainReference_ThatTellsItsId() =>
        Assert.Equal(Grain.GetGrainId(), Assert.IsAssignableFrom<GrainReference>(Grain).GrainId);
}
