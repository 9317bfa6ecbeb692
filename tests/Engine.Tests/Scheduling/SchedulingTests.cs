namespace Engine.Tests.Scheduling;

[Collection(CallCluster.Name)]
public sealed class SchedulingTests(CallCluster fixture)
{
    [Fact]
    public async Task Calls_ConcurrentToReentrantGrain_NoTwoTurnsAtOnce()
    {
        var key = Unique.Key();
        var factories = fixture.Cluster.AllFactories();

        var collisions = await Task.WhenAll(Enumerable.Range(0, 60).Select(number =>
            Task.Run(() => factories[number % factories.Length].GetGrain<IReentrantSchedulingGrain>(key).RunTurns(50)))).Within();

        Assert.All(collisions, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task Calls_ConcurrentToGrain_EachEndsBeforeTheNextStarts()
    {
        var key = Unique.Key();
        var grain = fixture.Client.GetGrain<ISchedulingGrain>(key);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(grain.RunWhole)).Within();

        var entries = Probe.Of(key).Entries;
        Assert.Equal(100, entries.Length);
        foreach (var pair in entries.Chunk(2)) Assert.Equal(pair[0].Replace("start", "end", StringComparison.Ordinal), pair[1]);
    }

    [Fact]
    public async Task Await_InGrain_ResumesOnActivationScheduler() =>
        Assert.True(await fixture.Client.GetGrain<ISchedulingGrain>(Unique.Key()).ResumesOnActivationSchedulerAfterAwait());

    [Fact]
    public async Task StartNew_InGrain_RunsOnActivationScheduler() =>
        Assert.True(await fixture.Client.GetGrain<ISchedulingGrain>(Unique.Key()).StartNewRunsOnActivationScheduler());

    [Fact]
    public async Task TaskRun_InGrain_RunsOnThreadPool() =>
        Assert.True(await fixture.Client.GetGrain<ISchedulingGrain>(Unique.Key()).TaskRunLeavesActivationScheduler());

    [Fact]
    public async Task Tasks_StartedInGrain_NeverRunAtOnce() =>
        Assert.Equal(500, await fixture.Client.GetGrain<ISchedulingGrain>(Unique.Key()).CountWithoutLock(500));

    [Fact]
    public async Task Calls_AwaitedOneByOne_ArriveInOrder()
    {
        var key = Unique.Key();
        var factories = fixture.Cluster.AllFactories();

        for (var number = 0; number < 300; number++)
        {
            await factories[number % factories.Length].GetGrain<ISchedulingGrain>(key).Append(number);
        }

        Assert.Equal(Enumerable.Range(0, 300), await fixture.Client.GetGrain<ISchedulingGrain>(key).GetAppended());
    }

    // Calls that are sent without waiting for the answer before may overtake each other: Orleans promises no order for them,
    // even from one caller to one grain. What it does promise is that each arrives once.
    [Fact]
    public async Task Calls_FromClientToOneGrainWithoutAwaiting_EachArrivesOnce()
    {
        var grain = fixture.Client.GetGrain<ISchedulingGrain>(Unique.Key());

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(grain.Append)).Within();

        Assert.Equal(Enumerable.Range(0, 2000), (await grain.GetAppended()).Order());
    }

    [Fact]
    public async Task Calls_FromGrainToGrainsWithoutAwaiting_EachArrivesOnce()
    {
        // Eight receivers, placed at random, so that some live in the caller's silo and some elsewhere.
        var sender = fixture.Client.GetGrain<ISchedulingGrain>(Unique.Key());
        foreach (var key in Enumerable.Range(0, 8).Select(_ => Unique.Key()))
        {
            var target = fixture.Client.GetGrain<ISchedulingGrain>(key);

            await sender.AppendTo(target, 500).Within();

            Assert.Equal(Enumerable.Range(0, 500), (await target.GetAppended()).Order());
        }
    }

    [Fact]
    public async Task Calls_HundredThousandToManyGrains_AllComplete()
    {
        var grains = Enumerable.Range(0, 50).Select(_ => fixture.Client.GetGrain<ISchedulingGrain>(Unique.Key())).ToArray();

        // Waves keep the memory of a slow machine bounded; each has ten thousand calls in flight.
        for (var wave = 0; wave < 10; wave++)
        {
            var first = wave * 200;
            await Task.WhenAll(grains.SelectMany(grain => Enumerable.Range(first, 200).Select(grain.Append))).Within();
        }

        foreach (var grain in grains) Assert.Equal(Enumerable.Range(0, 2000), (await grain.GetAppended()).Order());
    }
}
