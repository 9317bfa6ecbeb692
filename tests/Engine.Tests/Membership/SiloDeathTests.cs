namespace Engine.Tests.Membership;

public sealed class SiloDeathTests() : ClusterTest(3)
{
    // A client of Microsoft Orleans is not told of the death of a silo that is not its gateway: its call ends with its limit.
    [Fact]
    public async Task Kill_PendingCallOfTheClient_FailsWithinItsLimit()
    {
        var key = await Residents.FindAsync(Cluster, Victim);
        var work = Cluster.Client.GetGrain<IResidentGrain>(key).WorkForAWhile();
        await Probe.Of(key).Signalled("entered");

        await Cluster.KillSiloAsync(Victim);

        var error = await Record.ExceptionAsync(() => work.Within());
        Assert.True(error is SiloUnavailableException or TimeoutException, $"The call ended with {error}.");
        Assert.True(work.IsFaulted);
        Probe.Of(key).Signal("open");
    }

    [Fact]
    public async Task Kill_PendingCallsOfOtherSilos_FailWithSiloUnavailable()
    {
        var victim = Victim;
        var key = await Residents.FindAsync(Cluster, victim);
        var survivors = Cluster.GetActiveSilos().Where(silo => silo != victim);
        var grains = survivors
            .Select(silo => Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IGrainFactory>())
            .Select(factory => factory.GetGrain<IResidentGrain>(key))
            .ToArray();

        // Each knows where the grain is: a call that is still looking for it would find it elsewhere.
        foreach (var grain in grains) await grain.GetSilo();
        var calls = grains.Select(grain => grain.Work()).ToArray();
        await Probe.Of(key).Signalled("entered");

        await Cluster.KillSiloAsync(victim);

        foreach (var call in calls) await Assert.ThrowsAsync<SiloUnavailableException>(() => call.Within());
        Probe.Of(key).Signal("open");
    }

    [Fact]
    public async Task Kill_PendingCallsToSurvivors_GoOn()
    {
        var key = await Residents.FindAsync(Cluster, Cluster.Primary!);
        var services = Cluster.GetSiloServiceProvider(Cluster.SecondarySilos[0].SiloAddress);
        var work = services.GetRequiredService<IGrainFactory>().GetGrain<IResidentGrain>(key).Work();
        await Probe.Of(key).Signalled("entered");

        await Cluster.KillSiloAsync(Victim);
        await Cluster.MembersAgreeAsync();

        Assert.False(work.IsCompleted);
        Probe.Of(key).Signal("open");
        Assert.Equal(42, await work.Within());
    }

    [Fact]
    public async Task Kill_GrainsOfTheSilo_ComeUpOnceElsewhere()
    {
        var victim = Victim;
        var keys = new List<string>();
        for (var number = 0; number < 20; number++) keys.Add(await Residents.FindAsync(Cluster, victim));

        await Cluster.KillSiloAsync(victim);

        // At once, and from everywhere.
        var calls = from key in keys
                    from factory in Cluster.AllFactories()
                    select Task.Run(() => Residents.PersistAsync(async () =>
                    {
                        var grain = factory.GetGrain<IResidentGrain>(key);
                        return (key, id: await grain.GetActivation(), silo: await grain.GetSilo());
                    }));
        var answers = await Task.WhenAll(calls).Within();
        Assert.DoesNotContain(victim.SiloAddress, answers.Select(answer => answer.silo));
        Assert.All(answers.GroupBy(answer => answer.key), group => Assert.Single(group.Select(answer => answer.id).Distinct()));
    }

    [Fact]
    public async Task Kill_GrainsOfSurvivors_KeepTheirActivations()
    {
        var keys = new[]
        {
            await Residents.FindAsync(Cluster, Cluster.Primary!), await Residents.FindAsync(Cluster, Cluster.SecondarySilos[0]),
        };
        var before = new List<Guid>();
        foreach (var key in keys) before.Add(await Cluster.Client.GetGrain<IResidentGrain>(key).GetActivation());

        await Cluster.KillSiloAsync(Victim);

        foreach (var (key, id) in keys.Zip(before))
        {
            foreach (var factory in Cluster.AllFactories())
            {
                Assert.Equal(id, await Residents.PersistAsync(() => factory.GetGrain<IResidentGrain>(key).GetActivation()).Within());
            }
        }
    }

    [Fact]
    public async Task Kill_OneGateway_ClientGoesOnThroughTheOthers()
    {
        var keys = new List<string>();
        for (var number = 0; number < 20; number++) keys.Add(await Residents.FindAsync(Cluster, Cluster.Primary!));

        await Cluster.KillSiloAsync(Victim);
        foreach (var key in keys)
        {
            await Residents.PersistAsync(() => Cluster.Client.GetGrain<IResidentGrain>(key).GetActivation()).Within();
        }

        // Once it has found its way, no call fails anymore.
        foreach (var key in keys) await Cluster.Client.GetGrain<IResidentGrain>(key).GetActivation().Within();
    }

    [Fact]
    public async Task Kill_AndReplace_TheNewSiloTakesPart()
    {
        await Cluster.KillSiloAsync(Victim);

        var replacement = await Cluster.StartAdditionalSiloAsync();
        await Cluster.MembersAgreeAsync();

        var key = await Residents.FindAsync(Cluster, replacement);
        foreach (var factory in Cluster.AllFactories())
        {
            Assert.Equal(replacement.SiloAddress, await factory.GetGrain<IResidentGrain>(key).GetSilo().Within());
        }
    }
}
