using Microsoft.Extensions.Configuration;
using Orleans.Configuration;

namespace Engine.Tests.Timeouts;

/// <summary>A cluster whose client and silos wait one second for an answer.</summary>
public sealed class ShortTimeoutCluster : ClusterFixture
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    protected override void Configure(TestClusterBuilder builder)
    {
        builder.AddSiloBuilderConfigurator<Configurator>();
        builder.AddClientBuilderConfigurator<Configurator>();
    }

    private sealed class Configurator : ISiloConfigurator, IClientBuilderConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = Limit);

        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) =>
            clientBuilder.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = Limit);
    }
}
