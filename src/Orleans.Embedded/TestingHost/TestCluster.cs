using System.Collections.ObjectModel;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A cluster of silos and a client in this process, for tests.</summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SiloHandle> _silos = [];
    private readonly IConfiguration _configuration;
    private readonly ClusterSecret _secret = ClusterSecret.CreateRandom();
    private IHost? _clientHost;
    private short _nextInstance;

    internal TestCluster(TestClusterOptions options, IReadOnlyList<IConfigurationSource> configurationSources)
    {
        Options = options;
        ConfigurationSources = configurationSources;
        var builder = new ConfigurationBuilder();
        foreach (IConfigurationSource source in configurationSources)
        {
            builder.Add(source);
        }

        _configuration = builder.Build();
    }

    /// <summary>Gets the options of the cluster.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>Gets the sources of the configuration of silos and client.</summary>
    public IReadOnlyList<IConfigurationSource> ConfigurationSources { get; }

    /// <summary>Gets the first silo, which leads the membership.</summary>
    public SiloHandle? Primary { get; private set; }

    /// <summary>Gets the other silos.</summary>
    public IReadOnlyList<SiloHandle> SecondarySilos
    {
        get
        {
            lock (_lock)
            {
                return [.. _silos.Where(silo => !ReferenceEquals(silo, Primary))];
            }
        }
    }

    /// <summary>Gets all silos.</summary>
    public ReadOnlyCollection<SiloHandle> Silos
    {
        get
        {
            lock (_lock)
            {
                return new ReadOnlyCollection<SiloHandle>([.. _silos]);
            }
        }
    }

    /// <summary>Gets the client.</summary>
    /// <exception cref="InvalidOperationException">The client was not started.</exception>
    public IClusterClient Client => ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>Gets the factory of references of the client.</summary>
    /// <exception cref="InvalidOperationException">The client was not started.</exception>
    public IGrainFactory GrainFactory => Client;

    /// <summary>Gets the services of the client.</summary>
    /// <exception cref="InvalidOperationException">The client was not started.</exception>
    public IServiceProvider ServiceProvider =>
        _clientHost?.Services ?? throw new InvalidOperationException("The client of the test cluster was not started. Call DeployAsync first.");

    /// <summary>Starts the silos and the client.</summary>
    public void Deploy() => DeployAsync().GetAwaiter().GetResult();

    /// <summary>Starts the silos and the client.</summary>
    /// <returns>A task that ends when all are ready.</returns>
    public async Task DeployAsync()
    {
        if (Primary is not null)
        {
            throw new InvalidOperationException("The test cluster was deployed before.");
        }

        Primary = await StartSiloAsync(_nextInstance, Options).ConfigureAwait(false);
        if (Options.InitialSilosCount > 1)
        {
            await StartAdditionalSilosAsync(Options.InitialSilosCount - 1).ConfigureAwait(false);
        }

        if (Options.InitializeClientOnDeploy)
        {
            await InitializeClientAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts one more silo.</summary>
    /// <param name="startAdditionalSiloOnNewPort">Whether to use a free port rather than the next one. The default is <see langword="false"/>.</param>
    /// <returns>The silo.</returns>
    public SiloHandle StartAdditionalSilo(bool startAdditionalSiloOnNewPort = false) =>
        StartAdditionalSiloAsync(startAdditionalSiloOnNewPort).GetAwaiter().GetResult();

    /// <summary>Starts one more silo.</summary>
    /// <param name="startAdditionalSiloOnNewPort">Whether to use a free port rather than the next one. The default is <see langword="false"/>.</param>
    /// <returns>The silo.</returns>
    public async Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false) =>
        (await StartAdditionalSilosAsync(1, startAdditionalSiloOnNewPort).ConfigureAwait(false))[0];

    /// <summary>Starts more silos.</summary>
    /// <param name="silosToStart">How many.</param>
    /// <param name="startAdditionalSiloOnNewPort">Whether to use free ports rather than the next ones. The default is <see langword="false"/>.</param>
    /// <returns>The silos.</returns>
    public async Task<List<SiloHandle>> StartAdditionalSilosAsync(int silosToStart, bool startAdditionalSiloOnNewPort = false)
    {
        if (Primary is null)
        {
            throw new InvalidOperationException("The test cluster has no primary silo yet. Call DeployAsync first.");
        }

        var starting = new List<Task<SiloHandle>>(silosToStart);
        for (int i = 0; i < silosToStart; i++)
        {
            starting.Add(StartSiloAsync(_nextInstance, Options, null, startAdditionalSiloOnNewPort));
        }

        return [.. await Task.WhenAll(starting).ConfigureAwait(false)];
    }

    /// <summary>Starts a silo.</summary>
    /// <param name="instanceNumber">Its number.</param>
    /// <param name="clusterOptions">The options of the cluster.</param>
    /// <param name="configurationOverrides">More sources of configuration.</param>
    /// <param name="startSiloOnNewPort">Whether to use a free port.</param>
    /// <returns>The silo.</returns>
    public async Task<SiloHandle> StartSiloAsync(
        int instanceNumber,
        TestClusterOptions clusterOptions,
        IReadOnlyList<IConfigurationSource>? configurationOverrides = null,
        bool startSiloOnNewPort = false)
    {
        ArgumentNullException.ThrowIfNull(clusterOptions);
        _nextInstance = (short)Math.Max(_nextInstance, instanceNumber + 1);
        var configuration = new ConfigurationBuilder().AddConfiguration(_configuration);
        foreach (IConfigurationSource source in configurationOverrides ?? [])
        {
            configuration.Add(source);
        }

        IPEndPoint? primary = Primary?.SiloAddress.Endpoint;
        IHost host = TestHosts.CreateSilo(configuration.Build(), clusterOptions, instanceNumber, startSiloOnNewPort, primary, _secret);
        try
        {
            await host.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        var handle = new InProcessSiloHandle(host) { ClusterOptions = clusterOptions, InstanceNumber = (short)instanceNumber };
        lock (_lock)
        {
            _silos.Add(handle);
        }

        return handle;
    }

    /// <summary>Starts the client, or starts it again.</summary>
    /// <returns>A task that ends when it is connected.</returns>
    public async Task InitializeClientAsync()
    {
        await StopClusterClientAsync().ConfigureAwait(false);
        IPEndPoint[] gateways = [.. Silos.Where(silo => silo.IsActive && silo.GatewayAddress.Endpoint.Port != 0)
            .Select(silo => silo.GatewayAddress.Endpoint)];
        IHost host = TestHosts.CreateClient(_configuration, Options, gateways, _secret);
        await host.StartAsync().ConfigureAwait(false);
        _clientHost = host;
    }

    /// <summary>Stops the client without taking leave.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public Task KillClientAsync() => StopClusterClientAsync();

    /// <summary>Stops the client.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async Task StopClusterClientAsync()
    {
        if (Interlocked.Exchange(ref _clientHost, null) is { } host)
        {
            await host.StopAsync().ConfigureAwait(false);
            host.Dispose();
        }
    }

    /// <summary>Stops a silo in good order.</summary>
    /// <param name="instance">The silo.</param>
    /// <returns>A task that ends when it has stopped.</returns>
    public Task StopSiloAsync(SiloHandle instance) => EndSiloAsync(instance, gracefully: true);

    /// <summary>Has a silo vanish, as if its process was killed.</summary>
    /// <param name="instance">The silo.</param>
    /// <returns>A task that ends when it is gone.</returns>
    public Task KillSiloAsync(SiloHandle instance) => EndSiloAsync(instance, gracefully: false);

    /// <summary>Stops a silo and starts it again with the same name, at a new address.</summary>
    /// <param name="instance">The silo.</param>
    /// <returns>The new silo, or <see langword="null"/> if there was none.</returns>
    public async Task<SiloHandle?> RestartSiloAsync(SiloHandle instance)
    {
        if (instance is null)
        {
            return null;
        }

        await StopSiloAsync(instance).ConfigureAwait(false);
        return await StartSiloAsync(instance.InstanceNumber, Options).ConfigureAwait(false);
    }

    /// <summary>Stops the silos other than the primary.</summary>
    /// <returns>A task that ends when they have stopped.</returns>
    public async Task StopSecondarySilosAsync()
    {
        foreach (SiloHandle silo in SecondarySilos)
        {
            await StopSiloAsync(silo).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the primary silo.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async Task StopPrimarySiloAsync()
    {
        if (Primary is { } primary)
        {
            await StopSiloAsync(primary).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the client and all silos.</summary>
    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    /// <summary>Stops the client and all silos.</summary>
    /// <returns>A task that ends when they have stopped.</returns>
    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync().ConfigureAwait(false);
        await StopSecondarySilosAsync().ConfigureAwait(false);
        await StopPrimarySiloAsync().ConfigureAwait(false);
    }

    /// <summary>Gets the silos that run.</summary>
    /// <returns>The silos.</returns>
    public IEnumerable<SiloHandle> GetActiveSilos() => Silos.Where(silo => silo.IsActive);

    /// <summary>Gets the silo at an address.</summary>
    /// <param name="siloAddress">The address.</param>
    /// <returns>The silo, or <see langword="null"/>.</returns>
    public SiloHandle? GetSiloForAddress(SiloAddress siloAddress) => GetActiveSilos().FirstOrDefault(silo => silo.SiloAddress.Equals(siloAddress));

    /// <summary>Gets the services of a silo.</summary>
    /// <param name="silo">Its address. The default is the primary silo.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">There is no such silo.</exception>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null)
    {
        SiloHandle? handle = silo is null ? Primary : GetSiloForAddress(silo);
        return handle is InProcessSiloHandle inProcess
            ? inProcess.ServiceProvider
            : throw new ArgumentException($"The test cluster has no running silo at {silo?.ToString() ?? "the primary address"}.", nameof(silo));
    }

    /// <summary>Waits until every silo sees the same silos active.</summary>
    /// <param name="didKill">Whether a silo was killed before. It makes no difference here: a silo that vanishes is noticed at once.</param>
    /// <returns>A task that ends when the views agree.</returns>
    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) => TestLiveness.WaitUntilAgreedAsync([.. GetActiveSilos().OfType<InProcessSiloHandle>()]);

    /// <inheritdoc/>
    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopClusterClientAsync().ConfigureAwait(false);
        foreach (SiloHandle silo in Silos.Reverse())
        {
            await silo.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    private async Task EndSiloAsync(SiloHandle instance, bool gracefully)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await instance.StopSiloAsync(gracefully).ConfigureAwait(false);
        lock (_lock)
        {
            _silos.Remove(instance);
        }

        if (instance is InProcessSiloHandle inProcess)
        {
            inProcess.SiloHost.Dispose();
        }

        if (ReferenceEquals(instance, Primary))
        {
            Primary = null;
        }
    }
}
