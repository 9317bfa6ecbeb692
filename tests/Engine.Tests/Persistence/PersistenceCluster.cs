namespace Engine.Tests.Persistence;

/// <summary>A cluster with two memory storage providers.</summary>
public sealed class PersistenceCluster : ClusterFixture
{
    public const string OtherProvider = "other";

    protected override void Configure(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<Configurator>();

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage(OtherProvider);
    }
}
