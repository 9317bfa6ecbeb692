using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Hosting;

/// <summary>Builds the host of one process of a cluster: nothing but a silo, since its start is waited for.</summary>
internal static class ProcessHost
{
    public static IHost Build(ProcessSettings settings, Action<ISiloBuilder> engine)
    {
        ClusterIdentity identity = settings.Identity ?? throw new ArgumentException("The process belongs to no cluster.", nameof(settings));
        ThreadPoolGuard.EnsureRunning();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddProvider(new StandardErrorLoggerProvider());

        // What the engine says when a process goes is long and alarming, and all of it reaches the user as a typed error.
        builder.Logging.AddFilter("Orleans", LogLevel.Critical);
        builder.Logging.AddFilter("Orleans.Distributed", LogLevel.Warning);
        builder.Services.AddSingleton(settings);

        // The process decides itself when it ends; a signal to the program is the program's business.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.UseOrleans(silo =>
        {
            engine(silo);
            silo.AddDistributed(options =>
            {
                options.FailureDetection = identity.FailureDetection;
                options.JoinTimeout = identity.JoinTimeout;
            });
        });
        return builder.Build();
    }

    public static async ValueTask StopAsync(IHost host)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await host.StopAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException)
        {
            // Not in time, or not in good order: it ends all the same.
        }
        finally
        {
            if (host is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                host.Dispose();
            }
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
