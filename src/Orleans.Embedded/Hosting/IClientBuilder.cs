using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures a client.</summary>
public interface IClientBuilder
{
    /// <summary>Gets the services of the client.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the configuration of the host.</summary>
    IConfiguration Configuration { get; }
}
