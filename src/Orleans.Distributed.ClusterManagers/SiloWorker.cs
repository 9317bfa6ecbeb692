using Orleans.Distributed.Hosting;

namespace Orleans.Distributed;

/// <summary>The ordinary worker: a silo that joins the cluster of its head. What <see cref="LocalClusterManager"/> launches by default.</summary>
public sealed class SiloWorker : IWorkerProgram
{
    /// <inheritdoc/>
    public Task RunAsync(WorkerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return WorkerSilo.RunAsync(context.Payload, context.Stopping);
    }
}
