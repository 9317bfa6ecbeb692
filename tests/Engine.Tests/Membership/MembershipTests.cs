namespace Engine.Tests.Membership;

public sealed class MembershipTests() : ClusterTest(2)
{
    [Fact]
    public void CurrentSnapshot_OfEachSilo_NamesAllSilosAsActive()
    {
        foreach (var silo in Cluster.GetActiveSilos())
        {
            var members = MembershipOf(silo).CurrentSnapshot.Members;

            Assert.Equal(2, members.Count);
            Assert.All(Cluster.GetActiveSilos(), expected =>
            {
                var member = members[expected.SiloAddress];
                Assert.Equal((expected.Name, SiloStatus.Active), (member.Name, member.Status));
            });
        }
    }

    [Fact]
    public void StatusOracle_OfEachSilo_KnowsItselfAndTheOthers()
    {
        foreach (var silo in Cluster.GetActiveSilos())
        {
            var oracle = Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<ISiloStatusOracle>();

            Assert.Equal((silo.SiloAddress, silo.Name, SiloStatus.Active), (oracle.SiloAddress, oracle.SiloName, oracle.CurrentStatus));
            Assert.All(Cluster.GetActiveSilos(), other =>
            {
                Assert.Equal(SiloStatus.Active, oracle.GetApproximateSiloStatus(other.SiloAddress));
                Assert.False(oracle.IsDeadSilo(other.SiloAddress));
                Assert.True(oracle.TryGetSiloName(other.SiloAddress, out var name));
                Assert.Equal(other.Name, name);
            });
            Assert.Equal(2, oracle.GetApproximateSiloStatuses(onlyActive: true).Count);
        }
    }

    [Fact]
    public void LocalSiloDetails_OfEachSilo_TellNameAndAddresses()
    {
        foreach (var silo in Cluster.GetActiveSilos())
        {
            var details = Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<ILocalSiloDetails>();

            Assert.Equal((silo.Name, silo.SiloAddress), (details.Name, details.SiloAddress));
            Assert.Equal(Cluster.Options.ClusterId, details.ClusterId);
            Assert.Equal(silo.GatewayAddress.Endpoint.Port, details.GatewayAddress.Endpoint.Port);
        }
    }

    [Fact]
    public async Task Join_VersionsGrow_AndTheNewSiloIsActive()
    {
        var membership = MembershipOf(Cluster.Primary!);
        var before = membership.CurrentSnapshot;

        var silo = await Cluster.StartAdditionalSiloAsync();

        using var limit = new CancellationTokenSource(Limits.Event);
        var after = await membership.WhenAsync(
            snapshot => snapshot.GetSiloStatus(silo.SiloAddress) == SiloStatus.Active, limit.Token);
        Assert.True(after.Version > before.Version);
        Assert.Equal(silo.Name, after.Members[silo.SiloAddress].Name);
    }

    [Fact]
    public async Task Updates_WhileSilosComeAndGo_VersionsOnlyGrow()
    {
        var victim = Victim.SiloAddress;
        using var limit = new CancellationTokenSource(Limits.Event);
        var versions = new List<MembershipVersion>();
        var watching = Task.Run(() => MembershipOf(Cluster.Primary!).WhenAsync(
            snapshot =>
            {
                versions.Add(snapshot.Version);
                return snapshot.GetSiloStatus(victim) == SiloStatus.Dead;
            },
            limit.Token));

        await Cluster.StartAdditionalSiloAsync();
        await Cluster.StopSiloAsync(Cluster.GetSiloForAddress(victim)!);
        await watching;

        Assert.Equal(versions.Distinct().Order(), versions);
    }

    [Fact]
    public async Task Stop_TheOtherSilo_SeesItDead()
    {
        var victim = Victim.SiloAddress;

        await Cluster.StopSiloAsync(Victim);

        using var limit = new CancellationTokenSource(Limits.Event);
        await MembershipOf(Cluster.Primary!).WhenAsync(snapshot => snapshot.GetSiloStatus(victim) == SiloStatus.Dead, limit.Token);
        var oracle = Cluster.GetSiloServiceProvider(Cluster.Primary!.SiloAddress).GetRequiredService<ISiloStatusOracle>();
        Assert.True(oracle.IsDeadSilo(victim));
    }

    [Fact]
    public async Task StatusListener_SiloJoinsAndDies_IsToldOfBoth()
    {
        var recorder = new StatusRecorder();
        var oracle = Cluster.GetSiloServiceProvider(Cluster.Primary!.SiloAddress).GetRequiredService<ISiloStatusOracle>();
        Assert.True(oracle.SubscribeToSiloStatusEvents(recorder));

        var silo = await Cluster.StartAdditionalSiloAsync();
        await recorder.HeardAsync(silo.SiloAddress, SiloStatus.Active);

        await Cluster.KillSiloAsync(silo);
        await recorder.HeardAsync(silo.SiloAddress, SiloStatus.Dead);
        Assert.True(oracle.UnSubscribeFromSiloStatusEvents(recorder));
    }

    [Fact]
    public async Task Stop_AndReplace_OldAddressStaysDeadAndTheNewOneIsAnother()
    {
        var old = Victim.SiloAddress;

        await Cluster.StopSiloAsync(Victim);
        var replacement = await Cluster.StartAdditionalSiloAsync();
        await Cluster.MembersAgreeAsync();

        Assert.NotEqual(old, replacement.SiloAddress);
        var snapshot = MembershipOf(Cluster.Primary!).CurrentSnapshot;
        Assert.Equal(
            (SiloStatus.Dead, SiloStatus.Active),
            (snapshot.GetSiloStatus(old), snapshot.GetSiloStatus(replacement.SiloAddress)));
    }
}
