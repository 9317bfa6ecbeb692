using Microsoft.Extensions.Configuration;

namespace Engine.Tests.Filters;

/// <summary>A cluster with call filters at its silos and its client.</summary>
public sealed class FilterCluster : ClusterFixture
{
    protected override void Configure(TestClusterBuilder builder)
    {
        builder.AddSiloBuilderConfigurator<Configurator>();
        builder.AddClientBuilderConfigurator<Configurator>();
    }

    private sealed class Configurator : ISiloConfigurator, IClientBuilderConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder
            .AddIncomingGrainCallFilter(new RecordingFilter("first"))
            .AddIncomingGrainCallFilter(new RecordingFilter("second"))
            .AddIncomingGrainCallFilter<MeddlingFilter>()
            .AddOutgoingGrainCallFilter(new RecordingFilter("silo out"));

        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) => clientBuilder
            .AddOutgoingGrainCallFilter(new RecordingFilter("client out"))
            .AddOutgoingGrainCallFilter<OutgoingMeddlingFilter>()
            .AddOutgoingGrainCallFilter(async context =>
            {
                await context.Invoke();
                if (context.Result is "tell the delegate") context.Result = "told";
            });
    }
}
