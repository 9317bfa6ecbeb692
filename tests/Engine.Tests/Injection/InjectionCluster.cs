namespace Engine.Tests.Injection;

/// <summary>A cluster whose silos have services for the grains.</summary>
public sealed class InjectionCluster : ClusterFixture
{
    protected override void Configure(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<Configurator>();

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.ConfigureServices(
            services => services.AddSingleton<IGreeter, Greeter>().AddScoped<ScopedCounter>());
    }
}
