using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>The services of a silo.</summary>
internal static class SiloServices
{
    public static ISiloBuilder AddTo(IServiceCollection services, IConfiguration? configuration)
    {
        services.AddLogging();
        services.AddOptions();
        return new SiloBuilder(services, configuration ?? new ConfigurationBuilder().Build());
    }
}
