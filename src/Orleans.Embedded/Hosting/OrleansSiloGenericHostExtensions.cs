using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Makes a host a silo.</summary>
public static class OrleansSiloGenericHostExtensions
{
    /// <summary>Makes the host a silo.</summary>
    /// <param name="hostBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the silo.</param>
    /// <returns>The host.</returns>
    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.UseOrleans((_, builder) => configureDelegate(builder));
    }

    /// <summary>Makes the host a silo.</summary>
    /// <param name="hostBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the silo.</param>
    /// <returns>The host.</returns>
    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<HostBuilderContext, ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.ConfigureServices((context, services) =>
            configureDelegate(context, SiloServices.AddTo(services, context.Configuration)));
    }

    /// <summary>Makes the host a silo.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the silo.</param>
    /// <returns>The host.</returns>
    public static HostApplicationBuilder UseOrleans(this HostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ((IHostApplicationBuilder)hostAppBuilder).UseOrleans(configureDelegate);
        return hostAppBuilder;
    }

    /// <summary>Makes the host a silo.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <param name="configureDelegate">Configures the silo.</param>
    /// <returns>The host.</returns>
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(SiloServices.AddTo(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    /// <summary>Makes the host a silo.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <returns>The host.</returns>
    public static HostApplicationBuilder UseOrleans(this HostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleans(static _ => { });

    /// <summary>Makes the host a silo.</summary>
    /// <param name="hostAppBuilder">The host.</param>
    /// <returns>The host.</returns>
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleans(static _ => { });

    /// <summary>Makes the host a silo.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configureDelegate">Configures the silo.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOrleans(this IServiceCollection services, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(SiloServices.AddTo(services, null));
        return services;
    }
}
