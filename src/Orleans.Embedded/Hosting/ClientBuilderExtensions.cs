using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Options, services and gateways of a client.</summary>
public static class ClientBuilderExtensions
{
    /// <summary>Sets options.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="builder">The client.</param>
    /// <param name="configureOptions">Sets them.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, Action<TOptions> configureOptions)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configureOptions);
        return builder;
    }

    /// <summary>Reads options from configuration.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="builder">The client.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, IConfiguration configuration)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TOptions>().Bind(configuration);
        return builder;
    }

    /// <summary>Adds services.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureDelegate">Adds them.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder ConfigureServices(this IClientBuilder builder, Action<IServiceCollection> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(builder.Services);
        return builder;
    }

    /// <summary>Sets what decides whether a client that could not connect tries again.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="connectionRetryFilter">Decides.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseConnectionRetryFilter(
        this IClientBuilder builder, Func<Exception, CancellationToken, Task<bool>> connectionRetryFilter)
    {
        ArgumentNullException.ThrowIfNull(connectionRetryFilter);
        return builder.UseConnectionRetryFilter(new ConnectionRetryFilter(connectionRetryFilter));
    }

    /// <summary>Sets what decides whether a client that could not connect tries again.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="connectionRetryFilter">Decides.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseConnectionRetryFilter(this IClientBuilder builder, IClientConnectionRetryFilter connectionRetryFilter)
    {
        ArgumentNullException.ThrowIfNull(connectionRetryFilter);
        return builder.ConfigureServices(services => services.AddSingleton(connectionRetryFilter));
    }

    /// <summary>Sets what decides whether a client that could not connect tries again.</summary>
    /// <typeparam name="TConnectionRetryFilter">Decides; it gets its services injected.</typeparam>
    /// <param name="builder">The client.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseConnectionRetryFilter<TConnectionRetryFilter>(this IClientBuilder builder)
        where TConnectionRetryFilter : class, IClientConnectionRetryFilter =>
        builder.ConfigureServices(services => services.AddSingleton<IClientConnectionRetryFilter, TConnectionRetryFilter>());

    /// <summary>Connects to a silo on this machine.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="gatewayPort">The port of its gateway. The default is 30000.</param>
    /// <param name="serviceId">The service id. The default is <c>dev</c>.</param>
    /// <param name="clusterId">The cluster id. The default is <c>dev</c>.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        string serviceId = "dev",
        string clusterId = "dev") => builder.UseLocalhostClustering([gatewayPort], serviceId, clusterId);

    /// <summary>Connects to silos on this machine.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="gatewayPorts">The ports of their gateways.</param>
    /// <param name="serviceId">The service id. The default is <c>dev</c>.</param>
    /// <param name="clusterId">The cluster id. The default is <c>dev</c>.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder, int[] gatewayPorts, string serviceId = "dev", string clusterId = "dev")
    {
        ArgumentNullException.ThrowIfNull(gatewayPorts);
        builder.UseStaticClustering(Array.ConvertAll(gatewayPorts, port => new IPEndPoint(IPAddress.Loopback, port)));
        return builder.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = string.IsNullOrWhiteSpace(serviceId) ? options.ServiceId : serviceId;
            options.ClusterId = string.IsNullOrWhiteSpace(clusterId) ? options.ClusterId : clusterId;
        });
    }

    /// <summary>Connects to gateways.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="endpoints">The endpoints of the gateways.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, params IPEndPoint[] endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return builder.UseStaticClustering((StaticGatewayListProviderOptions options) =>
            options.Gateways = [.. endpoints.Select(endpoint => new Uri($"gwy.tcp://{endpoint}/0"))]);
    }

    /// <summary>Connects to gateways.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureOptions">Names the gateways.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseStaticClustering(
        this IClientBuilder builder, Action<StaticGatewayListProviderOptions> configureOptions) => builder.Configure(configureOptions);

    /// <summary>Connects to gateways.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureOptions">Names the gateways.</param>
    /// <returns>The client.</returns>
    public static IClientBuilder UseStaticClustering(
        this IClientBuilder builder, Action<OptionsBuilder<StaticGatewayListProviderOptions>> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureOptions);
        configureOptions(builder.Services.AddOptions<StaticGatewayListProviderOptions>());
        return builder;
    }
}
