using System.Net;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Engine.Tests.Hosting;

public sealed class SeveralSiloHostsTests : HostTest
{
    private readonly string _key = Unique.Key(nameof(SeveralSiloHostsTests));

    [Fact]
    public async Task LocalhostClustering_WithPrimaryEndpoint_SilosFormACluster()
    {
        var ports = FreePorts.Take(4);
        var first = await StartSiloAsync(ports[0], ports[1]);
        var second = await StartSiloAsync(ports[2], ports[3], primaryPort: ports[0]);
        await AgreeAsync(first, second);
        var client = await StartClientAsync(ports[1], ports[3]);

        await AllSilosHostGrainsAsync(client, first, second);
    }

    [Fact]
    public async Task DevelopmentClustering_WithEndpoints_SilosFormACluster()
    {
        var ports = FreePorts.Take(4);
        var primary = new IPEndPoint(IPAddress.Loopback, ports[0]);
        var first = await StartWithEndpointsAsync(ports[0], ports[1], primary);
        var second = await StartWithEndpointsAsync(ports[2], ports[3], primary);
        await AgreeAsync(first, second);
        var builder = NewBuilder();
        builder.UseOrleansClient(client => client
            .UseStaticClustering(new IPEndPoint(IPAddress.Loopback, ports[1]))
            .Configure<ClusterOptions>(NameCluster));
        var client = await StartAsync(builder);

        await AllSilosHostGrainsAsync(client, first, second);
    }

    [Fact]
    public async Task Calls_FromBothSilos_FindOneActivation()
    {
        var ports = FreePorts.Take(4);
        var first = await StartSiloAsync(ports[0], ports[1]);
        var second = await StartSiloAsync(ports[2], ports[3], primaryPort: ports[0]);
        await AgreeAsync(first, second);

        var counts = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(() =>
            (number % 2 == 0 ? first : second).Services.GetRequiredService<IGrainFactory>().GetGrain<IHostedGrain>(_key).Increment()))).Within();

        Assert.Equal(Enumerable.Range(1, 100), counts.Order());
    }

    [Fact]
    public async Task Stop_OfTheSecondSilo_ClientGoesOnWithTheFirst()
    {
        var ports = FreePorts.Take(4);
        var first = await StartSiloAsync(ports[0], ports[1]);
        var second = await StartSiloAsync(ports[2], ports[3], primaryPort: ports[0]);
        await AgreeAsync(first, second);
        var client = await StartClientAsync(ports[1], ports[3]);
        await AllSilosHostGrainsAsync(client, first, second);

        await StopAsync(second);

        var remaining = first.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var factory = client.Services.GetRequiredService<IClusterClient>();
        for (var number = 0; number < 50; number++)
        {
            var grain = factory.GetGrain<IHostedGrain>($"{_key}/after/{number}");
            Assert.Equal(remaining, await Membership.Residents.PersistAsync(grain.GetSilo).Within());
        }
    }

    private static void NameCluster(ClusterOptions options)
    {
        options.ClusterId = "several";
        options.ServiceId = "several";
    }

    private async Task<IHost> StartWithEndpointsAsync(int siloPort, int gatewayPort, IPEndPoint primary)
    {
        var builder = NewBuilder();
        builder.UseOrleans(silo => silo
            .UseDevelopmentClustering(primary)
            .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort)
            .Configure<ClusterOptions>(NameCluster));
        return await StartAsync(builder);
    }

    private static async Task AgreeAsync(params IHost[] silos)
    {
        var addresses = silos.Select(silo => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress).ToArray();
        using var limit = new CancellationTokenSource(Limits.Event);
        foreach (var silo in silos)
        {
            await silo.Services.GetRequiredService<IClusterMembershipService>().WhenAsync(
                snapshot => addresses.All(address => snapshot.GetSiloStatus(address) == SiloStatus.Active), limit.Token);
        }
    }

    private async Task AllSilosHostGrainsAsync(IHost client, params IHost[] silos)
    {
        var factory = client.Services.GetRequiredService<IClusterClient>();

        var found = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(number => factory.GetGrain<IHostedGrain>($"{_key}/{number}").GetSilo())).Within();

        Assert.Equal(
            silos.Select(silo => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress).Order(), found.Distinct().Order());
    }
}
