namespace Engine.Tests.Methods;

[Collection(CallCluster.Name)]
public sealed class MethodTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(MethodTests));

    private IMethodGrain Grain => fixture.Client.GetGrain<IMethodGrain>(_key);

    [Fact]
    public async Task Method_EachReturnType_Completes()
    {
        await Grain.ReturnTask();
        await Grain.ReturnValueTask();

        Assert.Equal(["task", "value task"], Probe.Of(_key).Entries);
        Assert.Equal(5, await Grain.ReturnTaskOfInt(5));
        Assert.Equal("text", await Grain.ReturnValueTaskOfString("text"));
        Assert.Null(await Grain.ReturnValueTaskOfString(null));
    }

    [Fact]
    public async Task Method_EachReturnTypeFromASilo_Completes()
    {
        foreach (var factory in fixture.Cluster.AllFactories())
        {
            var grain = factory.GetGrain<IMethodGrain>(_key);

            Assert.Equal(5, await grain.ReturnTaskOfInt(5));
            Assert.Equal("text", await grain.ReturnValueTaskOfString("text"));
        }
    }

    [Fact]
    public async Task Method_TenArguments_EachArrivesAtItsPlace() => Assert.Equal(1023, await Grain.Sum(1, 2, 4, 8, 16, 32, 64, 128, 256, 512));

    [Fact]
    public async Task Method_Overloads_TheRightOneRuns()
    {
        Assert.Equal("nothing", await Grain.Overloaded());
        Assert.Equal("int 1", await Grain.Overloaded(1));
        Assert.Equal("string one", await Grain.Overloaded("one"));
        Assert.Equal("int 1 string one", await Grain.Overloaded(1, "one"));
        Assert.Equal("string one int 1", await Grain.Overloaded("one", 1));
    }

    [Fact]
    public async Task GenericMethod_SeveralTypes_EachTypeArgumentArrives()
    {
        Assert.Equal(5, await Grain.Generic(5));
        Assert.Equal("five", await Grain.Generic("five"));
        Assert.Equal([1, 2], await Grain.Generic(new List<int> { 1, 2 }));
        Assert.Equal("Int32 5, String five", await Grain.GenericNames(5, "five"));
    }

    [Fact]
    public async Task Method_DefaultArguments_AreTheCallers() => Assert.Equal("42 default", await Grain.WithDefault());

    [Fact]
    public async Task InheritedInterface_EachMethod_CanBeCalled()
    {
        var grain = fixture.Client.GetGrain<IDerivedGrain>(_key);

        Assert.Equal("own", await grain.Own());
        Assert.Equal("inherited", await grain.Inherited());
        Assert.Equal("inherited from second", await grain.InheritedFromSecond());
        Assert.Equal("first", await ((IBaseGrain)grain).InBoth());
        Assert.Equal("second", await ((ISecondBaseGrain)grain).InBoth());
    }

    [Fact]
    public async Task BaseInterface_OfADerivedGrain_ReachesTheSameGrain()
    {
        var derived = fixture.Client.GetGrain<IDerivedGrain>(_key);
        var viaBase = fixture.Client.GetGrain<IBaseGrain>(_key);

        Assert.Equal("inherited", await viaBase.Inherited());
        Assert.Equal(derived.GetGrainId(), viaBase.GetGrainId());
    }

    [Fact]
    public async Task GenericInterface_TypeArguments_MakeDifferentGrains()
    {
        var numbers = fixture.Client.GetGrain<IBoxGrain<int>>(_key);
        var texts = fixture.Client.GetGrain<IBoxGrain<string>>(_key);

        await numbers.Put(5);
        await texts.Put("five");

        Assert.Equal(5, await numbers.Get());
        Assert.Equal("five", await texts.Get());
        Assert.Equal(["five", "five"], await texts.Repeat(2));
        Assert.NotEqual(numbers.GetGrainId(), texts.GetGrainId());
    }

    [Fact]
    public async Task GenericInterface_NestedTypeArguments_CanBeCalled()
    {
        var grain = fixture.Client.GetGrain<IBoxGrain<Dictionary<string, List<int>>>>(_key);

        await grain.Put(new Dictionary<string, List<int>> { ["a"] = [1, 2] });

        Assert.Equal([1, 2], (await grain.Get())!["a"]);
    }

    [Fact]
    public async Task Alias_OfInterfaceMethodAndType_CallArrives() =>
        Assert.Equal("twice and twice", (await fixture.Client.GetGrain<IAliasedGrain>(_key).Say(new AliasedText("twice"))).Value);

    [Fact]
    public void GrainType_GivenByAttribute_IsThatOfTheId() =>
        Assert.Equal("aliased", fixture.Client.GetGrain<IAliasedGrain>(_key).GetGrainId().Type.ToString());

    [Fact]
    public void GetGrain_InterfaceWithoutImplementation_IsRefusedByName()
    {
        var error = Assert.Throws<ArgumentException>(() => fixture.Client.GetGrain<IUnimplementedGrain>(_key));

        Assert.Contains(nameof(IUnimplementedGrain), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetGrain_TwoImplementationsAndNoPrefix_IsRefused() =>
        Assert.Throws<ArgumentException>(() => fixture.Client.GetGrain<ITwiceImplementedGrain>(_key));

    [Fact]
    public async Task GetGrain_ClassNamePrefix_PicksTheImplementation()
    {
        Assert.Equal("red", await fixture.Client.GetGrain<ITwiceImplementedGrain>(_key, typeof(RedGrain).FullName).GetName());
        Assert.Equal("blue", await fixture.Client.GetGrain<ITwiceImplementedGrain>(_key, typeof(BlueGrain).FullName).GetName());
    }

    [Fact]
    public async Task Call_GrainTypeThatNoSiloKnows_FailsAtOnce()
    {
        var grain = fixture.Client.GetGrain<IMethodGrain>(GrainId.Create("unknown-type", _key));

        var error = await Record.ExceptionAsync(() => grain.ReturnTask().Within());

        Assert.NotNull(error);
        Assert.IsNotType<TimeoutException>(error);
    }

    [Fact]
    public async Task Call_InterfaceThatTheGrainDoesNotImplement_FailsAtOnce()
    {
        var grain = Grain.AsReference<IBaseGrain>();

        var error = await Record.ExceptionAsync(() => grain.Inherited().Within());

        Assert.NotNull(error);
        Assert.IsNotType<TimeoutException>(error);
    }
}
