namespace Engine.Tests.Context;

[Collection(CallCluster.Name)]
public sealed class RequestContextTests(CallCluster fixture) : IDisposable
{
    private static readonly string Key = "color";

    private readonly string _key = Unique.Key(nameof(RequestContextTests));

    private IContextGrain Grain => fixture.Client.GetGrain<IContextGrain>(_key);

    private IContextGrain Next => fixture.Client.GetGrain<IContextGrain>(_key + "/next");

    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task Set_BeforeACall_GrainSeesIt()
    {
        RequestContext.Set(Key, "red");

        Assert.Equal("red", await Grain.Get(Key));
        Assert.Equal("red", await Grain.GetAfterAwait(Key));
    }

    [Fact]
    public async Task Set_BeforeACall_FlowsOnToFurtherCalls()
    {
        RequestContext.Set(Key, "red");

        Assert.Equal("red", await Grain.GetThrough(Next, Key));
    }

    [Fact]
    public async Task Set_InAGrain_FlowsOnButNotBack()
    {
        RequestContext.Set(Key, "red");

        Assert.Equal("blue", await Grain.SetAndGetThrough(Next, Key, "blue"));

        Assert.Equal("red", RequestContext.Get(Key));
    }

    [Fact]
    public async Task Set_InAGrain_TheNextCallDoesNotSeeIt()
    {
        await Grain.Set(Key, "blue");

        Assert.Null(await Grain.Get(Key));
        Assert.Null(RequestContext.Get(Key));
    }

    [Fact]
    public async Task Remove_BeforeACall_GrainDoesNotSeeIt()
    {
        RequestContext.Set(Key, "red");
        Assert.Equal("red", await Grain.Get(Key));

        Assert.True(RequestContext.Remove(Key));

        Assert.Null(await Grain.Get(Key));
    }

    [Fact]
    public async Task Remove_InAGrain_DoesNotFlowOnAndStaysAtTheCaller()
    {
        RequestContext.Set(Key, "red");

        Assert.Null(await Grain.RemoveAndGetThrough(Next, Key));

        Assert.Equal("red", RequestContext.Get(Key));
    }

    [Fact]
    public async Task Set_ValuesOfSeveralTypes_ArriveAsTheyAre()
    {
        var guid = Guid.NewGuid();
        RequestContext.Set("number", 5);
        RequestContext.Set("guid", guid);
        RequestContext.Set("array", new[] { 1, 2, 3 });

        Assert.Equal(5, await Grain.Get("number"));
        Assert.Equal(guid, await Grain.Get("guid"));
        Assert.Equal(new[] { 1, 2, 3 }, await Grain.Get("array"));
        Assert.Equal(["array", "guid", "number"], await Grain.GetKeys());
    }

    [Fact]
    public async Task Clear_BeforeACall_GrainSeesNothing()
    {
        RequestContext.Set(Key, "red");

        RequestContext.Clear();

        Assert.Empty(await Grain.GetKeys());
    }

    [Fact]
    public async Task Set_InConcurrentCalls_EachSeesItsOwn()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(async () =>
        {
            RequestContext.Set(Key, number);
            return (number, seen: await Grain.GetAfterAwait(Key));
        }))).Within();

        Assert.All(answers, answer => Assert.Equal(answer.number, answer.seen));
    }
}
