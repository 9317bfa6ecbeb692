using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>The services of a client.</summary>
internal static class ClientServices
{
    public static IClientBuilder AddTo(IServiceCollection services, IConfiguration? configuration)
    {
        services.AddLogging();
        services.AddOptions();
        return new EmbeddedClientBuilder(services, configuration ?? new ConfigurationBuilder().Build());
    }
}
