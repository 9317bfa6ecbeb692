using Orleans.Configuration;

namespace Engine.Tests.Deactivation;

/// <summary>A cluster whose grains are deactivated after a moment of idleness.</summary>
public sealed class IdleCluster : ClusterFixture
{
    protected override void Configure(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<Configurator>();

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromMilliseconds(200);
            options.CollectionAge = TimeSpan.FromMilliseconds(600);
        });
    }
}
