namespace Engine.Tests.Lifecycle;

[Collection(CallCluster.Name)]
public sealed class LifecycleTests(CallCluster fixture)
{
    public const string ProbePrefix = "stages of ";

    // OnActivateAsync is not bound to a stage: it runs after all of them, as OnDeactivateAsync runs before they are left.
    [Fact]
    public async Task GrainLifecycle_Participant_StartsInStageOrderAndStopsInReverse()
    {
        var key = Unique.Key();
        var grain = fixture.Client.GetGrain<IStagedGrain>(key);

        await grain.Call();
        await grain.Deactivate();

        Assert.Equal(
            [
                "start first", "start setup state", "start before activate", "start last", "OnActivateAsync",
                "call",
                "OnDeactivateAsync", "stop last", "stop before activate", "stop setup state", "stop first",
            ],
            await Probe.Of(key).Recorded(11));
    }

    [Fact]
    public async Task SiloLifecycle_Participant_StartsInStageOrderAndStopsInReverse()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<Configurator>();
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var probe = Probe.Of(ProbePrefix + cluster.Primary!.SiloAddress);
        Assert.Equal(
            ["start first", "start runtime initialize", "start application services", "start active", "start last"], probe.Entries);

        await cluster.StopAllSilosAsync();

        Assert.Equal(
            ["stop last", "stop active", "stop application services", "stop runtime initialize", "stop first"], probe.Entries[5..]);
    }

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.ConfigureServices(
            services => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StagedService>());
    }
}
