using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Makes a host a client of a cluster.</summary>
public static class OrleansClientGenericHostExtensions
{
    /// <summary>Makes the host a client.</summary>
    /// <param name="hostBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the client.</param>
    /// <returns>The host.</returns>
    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.UseOrleansClient((_, builder) => configureDelegate(builder));
    }

    /// <summary>Makes the host a client.</summary>
    /// <param name="hostBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the client.</param>
    /// <returns>The host.</returns>
    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<HostBuilderContext, IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.ConfigureServices((context, services) =>
            configureDelegate(context, ClientServices.AddTo(services, context.Configuration)));
    }

    /// <summary>Makes the host a client.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the client.</param>
    /// <returns>The host.</returns>
    public static HostApplicationBuilder UseOrleansClient(this HostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ((IHostApplicationBuilder)hostAppBuilder).UseOrleansClient(configureDelegate);
        return hostAppBuilder;
    }

    /// <summary>Makes the host a client.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the client.</param>
    /// <returns>The host.</returns>
    public static IHostApplicationBuilder UseOrleansClient(
        this IHostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(ClientServices.AddTo(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    /// <summary>Makes the host a client.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <returns>The host.</returns>
    public static HostApplicationBuilder UseOrleansClient(this HostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleansClient(static _ => { });

    /// <summary>Makes the host a client.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <returns>The host.</returns>
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleansClient(static _ => { });

    /// <summary>Makes the host a client.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configureDelegate">Configures the client.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOrleansClient(this IServiceCollection services, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(ClientServices.AddTo(services, null));
        return services;
    }
}
