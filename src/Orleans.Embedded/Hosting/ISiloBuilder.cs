using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures a silo.</summary>
public interface ISiloBuilder
{
    /// <summary>Gets the services of the silo.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the configuration of the host.</summary>
    IConfiguration Configuration { get; }
}
