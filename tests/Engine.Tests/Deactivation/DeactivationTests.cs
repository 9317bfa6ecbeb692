namespace Engine.Tests.Deactivation;

[Collection(CallCluster.Name)]
public sealed class DeactivationTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(DeactivationTests));

    private IDeactivationGrain Grain => fixture.Client.GetGrain<IDeactivationGrain>(_key);

    private Probe Probe => Probe.Of(_key);

    [Fact]
    public async Task DeactivateOnIdle_ThenCall_FindsANewActivationAfterTheOldOneEnded()
    {
        var first = await Grain.Deactivate();

        var second = await Grain.GetActivation();

        Assert.NotEqual(first, second);
        Assert.Equal(["activated", "deactivating: ApplicationRequested", "deactivated", "activated"], Probe.Entries);
    }

    [Fact]
    public async Task DeactivateOnIdle_WithoutFurtherCall_OnDeactivateRuns()
    {
        await Grain.Deactivate();

        Assert.Equal(["activated", "deactivating: ApplicationRequested", "deactivated"], await Probe.Recorded(3));
    }

    [Fact]
    public async Task Deactivate_WithReason_OnDeactivateGetsIt()
    {
        await Grain.DeactivateBecause("had enough");

        await Probe.Signalled("had enough");
    }

    [Fact]
    public async Task DeactivateOnIdle_DuringACall_TheCallFinishesFirst()
    {
        var call = Grain.DeactivateAndFinish();
        await Probe.Signalled("asked");

        Probe.Signal("finish");
        await call.Within();

        Assert.Equal(["activated", "finished", "deactivating: ApplicationRequested", "deactivated"], await Probe.Recorded(4));
    }

    [Fact]
    public async Task DeactivateOnIdle_DuringSeveralCalls_AllOfThemFinishFirst()
    {
        var grain = fixture.Client.GetGrain<IBusyGrain>(_key);
        var calls = new[] { grain.Work("first"), grain.Work("second") };
        await Probe.Signalled("first is awaited");
        await Probe.Signalled("second is awaited");

        await grain.Deactivate();
        Probe.Signal("first");
        await calls[0].Within();
        Probe.Signal("second");
        await calls[1].Within();

        Assert.Equal(["first", "second", "deactivated"], await Probe.Recorded(3));
    }

    [Fact]
    public async Task Call_DuringDeactivation_LandsInTheNextActivation()
    {
        await Grain.LingerOnDeactivation();
        var first = await Grain.Deactivate();
        await Probe.Signalled("deactivating");

        var calls = fixture.Cluster.AllFactories()
            .SelectMany(factory => Enumerable.Range(0, 20).Select(_ => factory.GetGrain<IDeactivationGrain>(_key).GetActivation()))
            .ToArray();
        Probe.Signal("leave");
        var answers = await Task.WhenAll(calls).Within();

        Assert.NotEqual(first, Assert.Single(answers.Distinct()));
        Assert.Equal(["activated", "deactivating: ApplicationRequested", "deactivated", "activated"], Probe.Entries);
    }

    // Several silos look for a new place at the same time, and find different ones.
    [Fact]
    public async Task Calls_DuringTheDeactivationOfManyGrains_NoneIsRejected()
    {
        foreach (int number in Enumerable.Range(0, 100))
        {
            string key = $"{_key}/{number}";
            IDeactivationGrain[] grains = [.. fixture.Cluster.AllFactories().Select(factory => factory.GetGrain<IDeactivationGrain>(key))];
            await grains[number % grains.Length].LingerOnDeactivation();
            Guid first = await grains[0].Deactivate();
            await Probe.Of(key).Signalled("deactivating");

            Task<Guid>[] calls = [.. grains.SelectMany(grain => Enumerable.Range(0, 20).Select(_ => grain.GetActivation()))];
            Probe.Of(key).Signal("leave");
            Guid[] answers = await Task.WhenAll(calls).Within();

            Assert.NotEqual(first, Assert.Single(answers.Distinct()));
        }
    }

    // A call that meets a deactivated activation is forwarded to the next one. Orleans gives up after two of them and rejects
    // the call with an OrleansMessageRejectionException, which means that it did not run and can be made again.
    [Fact]
    public async Task Calls_WhileTheGrainDeactivatesAgainAndAgain_EachRunsOnceOrIsRejected()
    {
        var factories = fixture.Cluster.AllFactories();

        await Task.WhenAll(Enumerable.Range(0, factories.Length).Select(caller => Task.Run(async () =>
        {
            var grain = factories[caller].GetGrain<IDeactivationGrain>(_key);
            for (var wave = 0; wave < 10; wave++)
            {
                await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RepeatUntilAcceptedAsync(grain.CountAndDeactivateOften)));
            }
        }))).Within();

        Assert.Equal(factories.Length * 100, Probe.Of(_key + "/count").Entries.Length);
        Assert.True(Probe.Entries.Count(entry => entry == "activated") > 1);
    }

    [Fact]
    public async Task OnDeactivate_Throws_TheNextCallActivatesAnew()
    {
        await Grain.FailOnDeactivation();
        var first = await Grain.Deactivate();

        Assert.NotEqual(first, await Grain.GetActivation().Within());
    }

    private static async Task RepeatUntilAcceptedAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (OrleansMessageRejectionException)
            {
                await Task.Yield();
            }
        }
    }
}
