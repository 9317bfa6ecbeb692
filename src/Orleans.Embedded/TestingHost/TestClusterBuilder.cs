using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Orleans.TestingHost;

/// <summary>Builds a <see cref="TestCluster"/>.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _configureHostConfiguration = [];

    /// <summary>Creates a builder of a cluster of two silos.</summary>
    public TestClusterBuilder()
        : this(2)
    {
    }

    /// <summary>Creates a builder.</summary>
    /// <param name="initialSilosCount">With how many silos the cluster starts.</param>
    public TestClusterBuilder(short initialSilosCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(initialSilosCount);
        Options = new TestClusterOptions
        {
            InitialSilosCount = initialSilosCount,
            ClusterId = CreateClusterId(),
            ServiceId = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Gets the options of the cluster.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>Gets values for the configuration of silos and client.</summary>
    public Dictionary<string, string?> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes an id for a cluster.</summary>
    /// <returns>The id.</returns>
    public static string CreateClusterId() => $"testcluster-{Guid.NewGuid():N}"[..28];

    /// <summary>Adds to the configuration of silos and client.</summary>
    /// <param name="configureDelegate">Adds to it.</param>
    /// <returns>This builder.</returns>
    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _configureHostConfiguration.Add(configureDelegate);
        return this;
    }

    /// <summary>Has silos configured by an <see cref="ISiloConfigurator"/> or <see cref="IHostConfigurator"/>.</summary>
    /// <typeparam name="T">The type that configures.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(ISiloConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T)} is neither an {nameof(ISiloConfigurator)} nor an {nameof(IHostConfigurator)}.");
        }

        Options.SiloBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    /// <summary>Has the client configured by an <see cref="IClientBuilderConfigurator"/> or <see cref="IHostConfigurator"/>.</summary>
    /// <typeparam name="T">The type that configures.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(IClientBuilderConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T)} is neither an {nameof(IClientBuilderConfigurator)} nor an {nameof(IHostConfigurator)}.");
        }

        Options.ClientBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    /// <summary>Makes the cluster. <see cref="TestCluster.DeployAsync"/> starts it.</summary>
    /// <returns>The cluster.</returns>
    public TestCluster Build()
    {
        var configuration = new ConfigurationBuilder();
        foreach (Action<IConfigurationBuilder> configure in _configureHostConfiguration)
        {
            configure(configuration);
        }

        configuration.Add(new MemoryConfigurationSource { InitialData = Properties });
        configuration.Add(new MemoryConfigurationSource { InitialData = Options.ToDictionary() });
        return new TestCluster(Options, [.. configuration.Sources]);
    }
}
