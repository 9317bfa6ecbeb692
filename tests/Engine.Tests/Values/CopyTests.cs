namespace Engine.Tests.Values;

[Collection(CallCluster.Name)]
public sealed class CopyTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(CopyTests));

    /// <summary>The grain as a silo, in which it will live, sees it: no message leaves the process.</summary>
    private IValueGrain Local =>
        fixture.Cluster.SiloServices()[0].GetRequiredService<IGrainFactory>().GetGrain<IValueGrain>(_key + "/local");

    private IValueGrain Remote => fixture.Client.GetGrain<IValueGrain>(_key + "/remote");

    private IEnumerable<IValueGrain> Both => [Local, Remote];

    [Fact]
    public async Task Argument_ChangedByTheGrain_CallerKeepsItsOwn()
    {
        foreach (var grain in Both)
        {
            var list = new List<int> { 1 };

            Assert.Equal(2, await grain.Append(list, 2));

            Assert.Equal([1], list);
        }
    }

    [Fact]
    public async Task Argument_ChangedByTheCallerAfterTheCall_GrainKeepsItsOwn()
    {
        foreach (var grain in Both)
        {
            var list = new List<int> { 1 };
            await grain.Keep(list);

            list.Add(2);

            Assert.Equal([1], await grain.GetKept());
        }
    }

    [Fact]
    public async Task Argument_ChangedByTheCallerDuringTheCall_GrainGetsItAsItWas()
    {
        foreach (var grain in Both)
        {
            var list = new List<int> { 1 };

            var call = grain.Keep(list);
            list.Add(2);
            await call;

            Assert.Equal([1], await grain.GetKept());
        }
    }

    [Fact]
    public async Task Result_ChangedByTheCaller_GrainKeepsItsOwn()
    {
        foreach (var grain in Both)
        {
            await grain.Keep([1]);

            (await grain.GetKept()).Add(2);

            Assert.Equal([1], await grain.GetKept());
        }
    }

    [Fact]
    public async Task Arguments_OneObjectTwice_IsOneObjectThere()
    {
        foreach (var grain in Both)
        {
            var list = new List<int> { 1 };

            Assert.True(await grain.AreSame(list, list));
            Assert.False(await grain.AreSame(list, new List<int> { 1 }));
        }
    }

    [Fact]
    public async Task Result_OneObjectTwice_IsOneObjectHere()
    {
        foreach (var grain in Both)
        {
            var (first, second) = await grain.ReturnTwice([1, 2]);

            Assert.Same(first, second);
            Assert.Equal([1, 2], first);
        }
    }

    [Fact]
    public async Task Cycle_InAnArgument_IsKept()
    {
        foreach (var grain in Both)
        {
            var first = new Node { Name = "first" };
            var second = new Node { Name = "second", Next = first };
            first.Next = second;
            first.Children = [first, second];

            var copy = await grain.EchoNode(first);

            Assert.NotSame(first, copy);
            Assert.Equal(("first", "second"), (copy.Name, copy.Next!.Name));
            Assert.Same(copy, copy.Next.Next);
            Assert.Same(copy, copy.Children[0]);
            Assert.Same(copy.Next, copy.Children[1]);
        }
    }
}
