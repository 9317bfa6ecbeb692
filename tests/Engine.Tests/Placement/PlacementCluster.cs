namespace Engine.Tests.Placement;

/// <summary>A cluster whose silos know the custom placements of these tests.</summary>
public sealed class PlacementCluster : ClusterFixture
{
    protected override void Configure(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<Configurator>();

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddPlacementDirector<KeyPlacement, KeyPlacementDirector>();
            siloBuilder.ConfigureServices(services => services.AddPlacementDirector<RequestPlacement, RequestPlacementDirector>());
        }
    }
}
