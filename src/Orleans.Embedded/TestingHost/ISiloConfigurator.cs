using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>Configures the silos of a <see cref="TestCluster"/>.</summary>
public interface ISiloConfigurator
{
    /// <summary>Configures a silo.</summary>
    /// <param name="siloBuilder">The silo.</param>
    void Configure(ISiloBuilder siloBuilder);
}
