using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Orleans.Hosting;

/// <summary>The services of a client.</summary>
internal static class ClientServices
{
    /// <summary>Adds them; may be called again for the same host.</summary>
    public static IClientBuilder AddTo(IServiceCollection services, IConfiguration? configuration)
    {
        if (services.All(descriptor => descriptor.ServiceType != typeof(ClientNode)))
        {
            Add(services);
        }

        return new EmbeddedClientBuilder(services, configuration ?? new ConfigurationBuilder().Build());
    }

    private static void Add(IServiceCollection services)
    {
        if (services.Any(descriptor => descriptor.ServiceType == typeof(SiloNode)))
        {
            throw new InvalidOperationException("The host is a silo, which has an IClusterClient already. Do not add a client to it.");
        }

        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClientNode>();
        services.AddSingleton<SiloLifecycle>();
        services.AddSingleton<IClusterClientLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
        services.AddSingleton<ClusterNode>(provider => provider.GetRequiredService<ClientNode>());
        services.AddSingleton<IClusterClient>(provider =>
        {
            ClientNode node = provider.GetRequiredService<ClientNode>();
            return new ClusterClient(node, node.Id, provider);
        });
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
        services.AddSingleton<ClientHost>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ClientHost>());
    }
}
