using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;

namespace Orleans.Hosting;

/// <summary>The services of a silo.</summary>
internal static class SiloServices
{
    /// <summary>Adds them; may be called again for the same host.</summary>
    public static ISiloBuilder AddTo(IServiceCollection services, IConfiguration? configuration)
    {
        if (services.All(descriptor => descriptor.ServiceType != typeof(SiloNode)))
        {
            Add(services);
        }

        return new SiloBuilder(services, configuration ?? new ConfigurationBuilder().Build());
    }

    private static void Add(IServiceCollection services)
    {
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SiloEndpoints>();
        services.AddSingleton<GrainClasses>();
        services.AddSingleton<SiloNode>();
        services.AddSingleton<SiloLifecycle>();
        services.AddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
        services.AddSingleton<ILocalSiloDetails, LocalSiloDetails>();
        services.AddSingleton<ISiloStatusOracle, SiloStatusOracle>();
        services.AddSingleton<IClusterMembershipService, ClusterMembershipService>();
        services.AddSingleton<IGrainRuntime, GrainRuntime>();
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddSingleton<IFatalErrorHandler, FatalErrorHandler>();
        services.AddSingleton<ClusterNode>(provider => provider.GetRequiredService<SiloNode>());
        services.AddSingleton<IClusterClient>(provider =>
        {
            SiloNode node = provider.GetRequiredService<SiloNode>();
            return new ClusterClient(node, ObserverIds.ForSilo(node.Address), provider);
        });
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
        services.AddScoped<GrainContextHolder>();
        services.AddScoped<IGrainContext>(provider => provider.GetRequiredService<GrainContextHolder>().Context
            ?? throw new InvalidOperationException("There is no grain context here. It can be injected into grains and their scoped services."));

        // First, so that the silo is up when other services of the host start.
        services.AddSingleton<SiloHost>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SiloHost>());
    }
}
