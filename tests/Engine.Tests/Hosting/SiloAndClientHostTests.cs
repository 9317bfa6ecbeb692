using Microsoft.Extensions.Hosting;

namespace Engine.Tests.Hosting;

public sealed class SiloAndClientHostTests : HostTest
{
    private readonly string _key = Unique.Key(nameof(SiloAndClientHostTests));

    [Fact]
    public async Task Client_OfItsOwnHost_CallsGrainsOfTheSilo()
    {
        var ports = FreePorts.Take(2);
        var silo = await StartSiloAsync(ports[0], ports[1]);
        var client = await StartClientAsync(ports[1]);

        var grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<IHostedGrain>(_key);

        Assert.Equal(1, await grain.Increment());
        Assert.Equal(2, await grain.Increment());
        Assert.Equal(silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress, await grain.GetSilo());
        Assert.Equal(ports[0], (await grain.GetSilo()).Endpoint.Port);
    }

    [Fact]
    public async Task Silo_OwnClient_CallsItsGrains()
    {
        var ports = FreePorts.Take(2);
        var silo = await StartSiloAsync(ports[0], ports[1]);

        Assert.Equal(1, await silo.Services.GetRequiredService<IClusterClient>().GetGrain<IHostedGrain>(_key).Increment());
        Assert.Equal(2, await silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IHostedGrain>(_key).Increment());
    }

    [Fact]
    public async Task HostBuilder_OfTheOlderKind_HostsSiloAndClient()
    {
        var ports = FreePorts.Take(2);
        using var silo = new HostBuilder().UseOrleans(builder => builder.UseLocalhostClustering(ports[0], ports[1])).Build();
        using var client = new HostBuilder().UseOrleansClient(builder => builder.UseLocalhostClustering(ports[1])).Build();
        await silo.StartAsync().Within();
        await client.StartAsync().Within();

        Assert.Equal(1, await client.Services.GetRequiredService<IClusterClient>().GetGrain<IHostedGrain>(_key).Increment());

        await client.StopAsync().Within();
        await silo.StopAsync().Within();
    }

    [Fact]
    public async Task SiloOptions_Name_IsThatOfTheSilo()
    {
        var ports = FreePorts.Take(2);
        var silo = await StartSiloAsync(
            ports[0],
            ports[1],
            configure: builder => builder.Configure<Orleans.Configuration.SiloOptions>(options => options.SiloName = "Anna"));

        Assert.Equal("Anna", await silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IHostedGrain>(_key).GetSiloName());
    }

    [Fact]
    public async Task StartupTask_OfTheSilo_CanCallGrains()
    {
        var ports = FreePorts.Take(2);
        var silo = await StartSiloAsync(
            ports[0],
            ports[1],
            configure: builder => builder.AddStartupTask(
                async (services, _) => await services.GetRequiredService<IGrainFactory>().GetGrain<IHostedGrain>(_key).Increment()));

        Assert.Equal(2, await silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IHostedGrain>(_key).Increment());
    }

    [Fact]
    public async Task StartupTask_Throws_TheHostDoesNotStart()
    {
        var ports = FreePorts.Take(2);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => StartSiloAsync(
            ports[0],
            ports[1],
            configure: builder => builder.AddStartupTask((_, _) => throw new InvalidOperationException("cannot start like this"))));

        Assert.Contains("cannot start like this", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OfTheSiloHost_DeactivatesItsGrains()
    {
        var ports = FreePorts.Take(2);
        var silo = await StartSiloAsync(ports[0], ports[1]);
        await silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IHostedGrain>(_key).Increment();

        await StopAsync(silo);

        Assert.Equal(["deactivated: ShuttingDown"], Probe.Of(_key).Entries);
    }

    [Fact]
    public async Task Stop_OfTheOnlySilo_ClientsCallsFail()
    {
        var ports = FreePorts.Take(2);
        var silo = await StartSiloAsync(ports[0], ports[1]);
        var client = await StartClientAsync(ports[1]);
        var grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<IHostedGrain>(_key);
        await grain.Increment();

        await StopAsync(silo);

        var call = grain.IncrementSoon();
        await Assert.ThrowsAnyAsync<Exception>(() => call.Within());
        Assert.True(call.IsFaulted);
    }

    [Fact]
    public async Task Stop_OfTheClientHost_ItsPendingCallsFail()
    {
        var ports = FreePorts.Take(2);
        await StartSiloAsync(ports[0], ports[1]);
        var client = await StartClientAsync(ports[1]);
        var work = client.Services.GetRequiredService<IClusterClient>().GetGrain<IHostedGrain>(_key).Work();
        await Probe.Of(_key).Signalled("entered");

        await StopAsync(client);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => work.Within());
        Probe.Of(_key).Signal("open");
    }

    // A client tries again for a while when it finds no gateway.
    [Fact]
    public async Task Client_BeforeTheSilo_StartsWhenTheSiloIsThere()
    {
        var ports = FreePorts.Take(2);
        var starting = StartClientAsync(ports[1]);

        await StartSiloAsync(ports[0], ports[1]);

        var client = await starting;
        Assert.Equal(1, await client.Services.GetRequiredService<IClusterClient>().GetGrain<IHostedGrain>(_key).Increment());
    }

    [Fact]
    public async Task Observer_OfAClientThatLeft_GrainGetsAnErrorAndLives()
    {
        var ports = FreePorts.Take(2);
        await StartSiloAsync(ports[0], ports[1]);
        var staying = await StartClientAsync(ports[1]);
        var leaving = await StartClientAsync(ports[1]);
        var observer = new HostedObserver();
        var factory = leaving.Services.GetRequiredService<IClusterClient>();
        var grain = staying.Services.GetRequiredService<IClusterClient>().GetGrain<IHostedGrain>(_key);
        await grain.Subscribe(factory.CreateObjectReference<IHostedObserver>(observer));
        Assert.Equal("you asked: why", await grain.Ask("why"));

        await StopAsync(leaving);

        await Assert.ThrowsAnyAsync<Exception>(() => grain.Ask("why"));
        Assert.Equal(1, await grain.Increment());
        GC.KeepAlive(observer);
    }
}
