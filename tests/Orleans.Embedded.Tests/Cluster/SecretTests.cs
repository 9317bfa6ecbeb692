using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class SecretTests
{
    private static readonly ClusterSecret Secret = ClusterSecret.CreateRandom();

    [Fact]
    public async Task Start_ClientWithTheSecret_Connects()
    {
        using IHost silo = await StartSiloAsync(Secret, null);
        using IHost client = BuildClient(silo, Secret);

        await client.StartAsync();

        await client.StopAsync();
        await silo.StopAsync();
    }

    [Fact]
    public async Task Start_ClientWithAnotherSecret_IsNotLetIn()
    {
        using IHost silo = await StartSiloAsync(Secret, null);
        using IHost client = BuildClient(silo, ClusterSecret.CreateRandom());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync());

        await silo.StopAsync();
    }

    [Fact]
    public async Task Start_SiloWithAnotherSecret_DoesNotJoin()
    {
        using IHost silo = await StartSiloAsync(Secret, null);
        IPEndPoint primary = silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint;

        await Assert.ThrowsAnyAsync<Exception>(() => StartSiloAsync(ClusterSecret.CreateRandom(), primary));

        Assert.Single(silo.Services.GetRequiredService<ISiloStatusOracle>().GetActiveSilos());
        await silo.StopAsync();
    }

    [Fact]
    public void Build_ListensBeyondLoopbackWithoutSecret_ThrowsAndSaysWhatToDo()
    {
        using IHost host = BuildSilo(null, null, endpoints => endpoints.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, 0));

        var error = Assert.Throws<OrleansConfigurationException>(() => host.Services.GetRequiredService<ILocalSiloDetails>());

        Assert.Contains("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SiloAddress_PortZero_IsTheRealOneBeforeTheStart()
    {
        using IHost host = BuildSilo(Secret, null, _ => { });

        Assert.NotEqual(0, host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint.Port);
        Assert.NotEqual(0, host.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint.Port);
    }

    [Fact]
    public void ToString_OfASecret_DoesNotTellIt() => Assert.Equal(nameof(ClusterSecret), Secret.ToString());

    private static async Task<IHost> StartSiloAsync(ClusterSecret secret, IPEndPoint? primary)
    {
        IHost host = BuildSilo(secret, primary, _ => { });
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static IHost BuildSilo(ClusterSecret? secret, IPEndPoint? primary, Action<EndpointOptions> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: 0, gatewayPort: 0, primary);
            silo.Configure<EndpointOptions>(endpoints => endpoints.GatewayOnAnyPort = true);
            silo.Configure(configure);
            if (secret is not null)
            {
                silo.Services.AddSingleton(secret);
            }
        });
        return builder.Build();
    }

    private static IHost BuildClient(IHost silo, ClusterSecret secret)
    {
        IPEndPoint gateway = silo.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(gateway.Port);
            client.Services.AddSingleton(secret);
        });
        return builder.Build();
    }
}
