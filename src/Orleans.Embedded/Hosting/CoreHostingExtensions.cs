using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Clusters without a database: the primary silo leads the membership.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Makes the silo part of a cluster on this machine.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">The port for other silos. The default is 11111.</param>
    /// <param name="gatewayPort">The port for clients. The default is 30000.</param>
    /// <param name="primarySiloEndpoint">The endpoint of the primary silo. The default is this silo's own.</param>
    /// <param name="serviceId">The service id. The default is <c>dev</c>.</param>
    /// <param name="clusterId">The cluster id. The default is <c>dev</c>.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Loopback;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
        });
        builder.UseDevelopmentClustering(options =>
            options.PrimarySiloEndpoint = primarySiloEndpoint is { } endpoint && !IsOwn(endpoint, siloPort) ? endpoint : null);
        builder.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = string.IsNullOrWhiteSpace(serviceId) ? options.ServiceId : serviceId;
            options.ClusterId = string.IsNullOrWhiteSpace(clusterId) ? options.ClusterId : clusterId;
        });
        return builder;
    }

    /// <summary>Makes the silo part of a cluster that a primary silo leads.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="primarySiloEndpoint">The endpoint of the primary silo, or <see langword="null"/> if this is it.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder UseDevelopmentClustering(this ISiloBuilder builder, IPEndPoint? primarySiloEndpoint) =>
        builder.UseDevelopmentClustering(options => options.PrimarySiloEndpoint = primarySiloEndpoint);

    /// <summary>Makes the silo part of a cluster that a primary silo leads.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Sets the endpoint of the primary silo.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder UseDevelopmentClustering(
        this ISiloBuilder builder, Action<DevelopmentClusterMembershipOptions> configureOptions) => builder.Configure(configureOptions);

    /// <summary>Makes the silo part of a cluster that a primary silo leads.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Sets the endpoint of the primary silo.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder UseDevelopmentClustering(
        this ISiloBuilder builder, Action<OptionsBuilder<DevelopmentClusterMembershipOptions>> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureOptions);
        configureOptions(builder.Services.AddOptions<DevelopmentClusterMembershipOptions>());
        return builder;
    }

    private static bool IsOwn(IPEndPoint endpoint, int siloPort) =>
        siloPort != 0 && endpoint.Port == siloPort && IPAddress.IsLoopback(endpoint.Address);
}
