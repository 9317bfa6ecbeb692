using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.Distributed.Hosting;

/// <summary>A worker process's silo, from its start to its end.</summary>
internal static class WorkerSilo
{
    /// <summary>Joins the cluster that <paramref name="start"/> describes; the host ends when the cluster says so or it is stopped.</summary>
    public static async Task<IHost> StartAsync(WorkerStart start, CancellationToken cancellationToken)
    {
        var settings = new ProcessSettings { Pid = start.Pid, Identity = start.Cluster, HeadSilo = SiloAddress.FromParsableString(start.HeadSilo) };
        IHost host = ProcessHost.Build(settings, silo => EngineHosting.ConfigureWorker(silo, start));
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await ProcessHost.StopAsync(host).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a worker until <paramref name="stop"/> is cancelled, or the cluster declares it dead.</summary>
    public static async Task RunAsync(ReadOnlyMemory<byte> payload, CancellationToken stop)
    {
        IHost host = await StartAsync(WorkerStart.Decode(payload), stop).ConfigureAwait(false);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => ended.TrySetResult());
        using (stop.Register(() => ended.TrySetResult()))
        {
            await ended.Task.ConfigureAwait(false);
        }

        await ProcessHost.StopAsync(host).ConfigureAwait(false);
    }
}
