using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engine.Tests.Hosting;

/// <summary>A test with hosts of its own, which talk through sockets of the loopback address.</summary>
public abstract class HostTest : IAsyncLifetime
{
    private readonly List<IHost> _hosts = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        // Clients first, and the primary silo last.
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    /// <summary>Starts a silo that waits for clients and other silos.</summary>
    protected async Task<IHost> StartSiloAsync(
        int siloPort, int gatewayPort, int? primaryPort = null, Action<ISiloBuilder>? configure = null)
    {
        var primary = primaryPort is { } port ? new IPEndPoint(IPAddress.Loopback, port) : null;
        var builder = NewBuilder();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, primary);
            configure?.Invoke(silo);
        });
        return await StartAsync(builder);
    }

    protected async Task<IHost> StartClientAsync(params int[] gatewayPorts)
    {
        var builder = NewBuilder();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPorts));
        return await StartAsync(builder);
    }

    protected async Task StopAsync(IHost host)
    {
        _hosts.Remove(host);
        await host.StopAsync().Within();
        host.Dispose();
    }

    protected async Task<IHost> StartAsync(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync().Within();
        return host;
    }

    protected static HostApplicationBuilder NewBuilder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        return builder;
    }
}
