namespace Engine.Tests.Deactivation;

public sealed class IdleCollectionTests(IdleCluster fixture) : IClassFixture<IdleCluster>
{
    private readonly string _key = Unique.Key(nameof(IdleCollectionTests));

    private Probe Probe => Probe.Of(_key);

    [Fact]
    public async Task IdleGrain_CollectionAgePassed_IsDeactivatedAsIdle()
    {
        await fixture.Client.GetGrain<IIdleGrain>(_key).Touch();

        await Probe.Signalled(nameof(DeactivationReasonCode.ActivationIdle));
    }

    [Fact]
    public async Task KeepAlive_CollectionAgePassed_Stays()
    {
        await fixture.Client.GetGrain<IKeptAliveGrain>(_key).Touch();

        await TwoCollectionsPassAsync();

        Assert.False(Probe.IsSignalled("gone"));
    }

    [Fact]
    public async Task CollectionAgeLimit_ClusterCollectionAgePassed_Stays()
    {
        await fixture.Client.GetGrain<ILongLivedGrain>(_key).Touch();

        await TwoCollectionsPassAsync();

        Assert.False(Probe.IsSignalled("gone"));
    }

    [Fact]
    public async Task DelayDeactivation_CollectionAgePassed_Stays()
    {
        await fixture.Client.GetGrain<IIdleGrain>(_key).Delay(TimeSpan.FromMinutes(10));

        await TwoCollectionsPassAsync();

        Assert.False(Probe.IsSignalled("gone"));
    }

    [Fact]
    public async Task GrainAtWork_CollectionAgePassed_Stays()
    {
        var work = fixture.Client.GetGrain<IIdleGrain>(_key).Work();
        await Probe.Signalled("entered");

        await TwoCollectionsPassAsync();

        Assert.False(Probe.IsSignalled("gone"));
        Probe.Signal("open");
        await work.Within();
    }

    /// <summary>Two grains, one after the other, come and are collected in each silo.</summary>
    private async Task TwoCollectionsPassAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            var keys = Enumerable.Range(0, 2).Select(number => $"{_key}/{round}/{number}").ToArray();
            foreach (var (key, factory) in keys.Zip(fixture.Cluster.AllFactories())) await factory.GetGrain<IIdleGrain>(key).Touch();
            foreach (var key in keys) await Probe.Of(key).Signalled(nameof(DeactivationReasonCode.ActivationIdle));
        }
    }
}
