using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>Builds the hosts of a test cluster.</summary>
internal static class TestHosts
{
    private const string PrimaryName = "Primary";

    public static IHost CreateSilo(
        IConfiguration configuration,
        TestClusterOptions options,
        int instanceNumber,
        bool onNewPort,
        IPEndPoint? primary,
        ClusterSecret secret)
    {
        HostBuilder host = CreateBuilder(configuration);
        host.UseOrleans(silo =>
        {
            silo.Services.AddSingleton(secret);
            silo.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = options.ServiceId;
            });
            silo.Configure<SiloOptions>(names => names.SiloName = instanceNumber == 0 ? PrimaryName : $"Secondary_{instanceNumber}");
            silo.Configure<EndpointOptions>(endpoints =>
            {
                endpoints.AdvertisedIPAddress = IPAddress.Loopback;
                endpoints.SiloPort = options.BaseSiloPort == 0 || onNewPort ? 0 : options.BaseSiloPort + instanceNumber;
                bool hasGateway = options.GatewayPerSilo || instanceNumber == 0;
                endpoints.GatewayOnAnyPort = hasGateway && (options.BaseGatewayPort == 0 || onNewPort);
                endpoints.GatewayPort = hasGateway && options.BaseGatewayPort != 0 ? options.BaseGatewayPort + instanceNumber : 0;
            });
            silo.UseDevelopmentClustering(primary);
        });
        foreach (object configurator in CreateConfigurators(options.SiloBuilderConfiguratorTypes))
        {
            (configurator as IHostConfigurator)?.Configure(host);
            if (configurator is ISiloConfigurator siloConfigurator)
            {
                host.UseOrleans(siloConfigurator.Configure);
            }
        }

        return host.Build();
    }

    public static IHost CreateClient(IConfiguration configuration, TestClusterOptions options, IPEndPoint[] gateways, ClusterSecret secret)
    {
        HostBuilder host = CreateBuilder(configuration);
        host.UseOrleansClient(client =>
        {
            client.Services.AddSingleton(secret);
            client.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = options.ServiceId;
            });
            client.UseStaticClustering(gateways);
        });
        foreach (object configurator in CreateConfigurators(options.ClientBuilderConfiguratorTypes))
        {
            (configurator as IHostConfigurator)?.Configure(host);
            if (configurator is IClientBuilderConfigurator clientConfigurator)
            {
                host.UseOrleansClient(client => clientConfigurator.Configure(client.Configuration, client));
            }
        }

        return host.Build();
    }

    private static HostBuilder CreateBuilder(IConfiguration configuration)
    {
        var host = new HostBuilder();
        host.ConfigureHostConfiguration(builder => builder.AddConfiguration(configuration));
        return host;
    }

    private static IEnumerable<object> CreateConfigurators(IEnumerable<string?> typeNames)
    {
        foreach (string? typeName in typeNames)
        {
            Type type = Type.GetType(typeName!, throwOnError: true)!;
            yield return Activator.CreateInstance(type)!;
        }
    }
}
