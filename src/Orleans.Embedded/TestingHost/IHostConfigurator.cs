using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>Configures the hosts of a <see cref="TestCluster"/>.</summary>
public interface IHostConfigurator
{
    /// <summary>Configures a host.</summary>
    /// <param name="hostBuilder">The host.</param>
    void Configure(IHostBuilder hostBuilder);
}
