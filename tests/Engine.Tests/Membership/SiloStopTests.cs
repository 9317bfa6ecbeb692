namespace Engine.Tests.Membership;

public sealed class SiloStopTests() : ClusterTest(2)
{
    [Fact]
    public async Task Stop_RunningCall_Finishes()
    {
        var key = await Residents.FindAsync(Cluster, Victim);
        var work = Cluster.Client.GetGrain<IResidentGrain>(key).Work();
        await Probe.Of(key).Signalled("entered");
        var victim = Victim;

        var stop = Cluster.StopSiloAsync(victim);
        using var limit = new CancellationTokenSource(Limits.Event);
        await MembershipOf(Cluster.Primary!).WhenAsync(
            snapshot => snapshot.GetSiloStatus(victim.SiloAddress) != SiloStatus.Active, limit.Token);
        Probe.Of(key).Signal("open");

        Assert.Equal(42, await work.Within());
        await stop.Within();
        Assert.Equal(["deactivated: ShuttingDown"], Probe.Of(key).Entries);
    }

    [Fact]
    public async Task Stop_Grains_AreDeactivatedBeforeTheSiloIsGone()
    {
        var keys = new List<string>();
        for (var number = 0; number < 20; number++) keys.Add(await Residents.FindAsync(Cluster, Victim));

        await Cluster.StopSiloAsync(Victim).Within();

        Assert.All(keys, key => Assert.Equal(["deactivated: ShuttingDown"], Probe.Of(key).Entries));
    }

    [Fact]
    public async Task Stop_GrainCallsWhileItIsDeactivated_ArriveElsewhere()
    {
        var key = await Residents.FindAsync(Cluster, Victim);
        var heir = Cluster.Client.GetGrain<IResidentGrain>(await Residents.FindAsync(Cluster, Cluster.Primary!));
        await Cluster.Client.GetGrain<IResidentGrain>(key).HandOverTo(heir, 4711);

        await Cluster.StopSiloAsync(Victim).Within();

        Assert.Equal(4711, await heir.GetValue());
    }

    [Fact]
    public async Task Stop_ThenCall_GrainComesUpElsewhere()
    {
        var key = await Residents.FindAsync(Cluster, Victim);

        await Cluster.StopSiloAsync(Victim).Within();

        foreach (var factory in Cluster.AllFactories())
        {
            var silo = await Residents.PersistAsync(() => factory.GetGrain<IResidentGrain>(key).GetSilo()).Within();
            Assert.Equal(Cluster.Primary!.SiloAddress, silo);
        }
    }

    [Fact]
    public async Task Stop_CallsOfAnotherSiloAllTheWhile_EachSucceedsAfterRepetitionAtMost()
    {
        var survivor = Cluster.GetSiloServiceProvider(Cluster.Primary!.SiloAddress).GetRequiredService<IGrainFactory>();

        await CallWhileTheVictimStopsAsync(key => Residents.PersistAsync(survivor.GetGrain<IResidentGrain>(key).GetActivation));
    }

    // A message that is under way through the gateway of a silo that stops may be lost without notice: its caller learns that
    // from the response timeout alone.
    [Fact]
    public async Task Stop_CallsOfTheClientAllTheWhile_EachSucceedsAfterRepetitionAtMost() =>
        await CallWhileTheVictimStopsAsync(key => Residents.PersistAsync(async () =>
        {
            while (true)
            {
                try
                {
                    return await Cluster.Client.GetGrain<IResidentGrain>(key).GetActivationSoon();
                }
                catch (TimeoutException)
                {
                    await Task.Yield();
                }
            }
        }));

    private async Task CallWhileTheVictimStopsAsync(Func<string, Task<Guid>> call)
    {
        var keys = new List<string>();
        for (var number = 0; number < 10; number++) keys.Add(await Residents.FindAsync(Cluster, Victim));
        using var stopped = new CancellationTokenSource();

        var callers = keys.Select(key => Task.Run(async () =>
        {
            while (!stopped.IsCancellationRequested) await call(key);
            // The silo is gone, and the grain has found its place.
            return (first: await call(key), second: await call(key));
        })).ToArray();
        await Cluster.StopSiloAsync(Victim).Within();
        await stopped.CancelAsync();

        Assert.All(await Task.WhenAll(callers).Within(), answers => Assert.Equal(answers.first, answers.second));
    }
}
