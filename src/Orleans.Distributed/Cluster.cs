using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Hosting;

namespace Orleans.Distributed;

/// <summary>Where a cluster begins: starts one, and finds the one that the running code belongs to.</summary>
public static class Cluster
{
    /// <summary>
    /// A function that a process of this program called failed, and nobody waits for its result: it was posted, or the
    /// last handle of its future was released before anybody asked. The sender is the <see cref="ICluster"/> of the process that
    /// made the call. Such failures are logged at the worker too.
    /// </summary>
    public static event EventHandler<UnobservedRemoteErrorEventArgs>? UnobservedRemoteError;

    /// <summary>
    /// The cluster of the process that this code runs in. Inside a remote call that is the process that runs the call, also where
    /// several processes share one operating system process.
    /// </summary>
    /// <exception cref="InvalidOperationException">This code belongs to no cluster.</exception>
    public static ICluster Current =>
        CallContext.Current?.Services.GetRequiredService<ICluster>()
        ?? Clusters.Only
        ?? throw new InvalidOperationException(Clusters.Count == 0
            ? "There is no cluster in this program. Start one with Cluster.StartAsync()."
            : $"There are {Clusters.Count} clusters or processes in this program, and this code does not run in a remote call, "
                + "so there is no current one. Keep the ICluster that StartAsync returned and use it.");

    /// <summary>
    /// Lets the calls and waits that follow live on their own: they do not end with the running call that they are made in. For what a
    /// function has to do after it was cancelled, such as putting something back.
    /// </summary>
    /// <returns>Dispose it, in the same method, where that ends.</returns>
    public static IDisposable SuppressCancellation() => CallContext.Detach();

    /// <summary>Starts a cluster of one process: this one, its head, pid 1. It listens on the loopback interface only.</summary>
    /// <param name="options">Settings for the whole cluster; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The cluster. Disposing it ends its workers.</returns>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of range.</exception>
    public static Task<ICluster> StartAsync(DistributedOptions? options = null, CancellationToken cancellationToken = default) =>
        HeadStarter.StartAsync(options ?? new DistributedOptions(), cancellationToken);

    /// <summary>Tells every handler; those that throw are told of together, when all were asked.</summary>
    internal static void RaiseUnobserved(ICluster cluster, UnobservedRemoteErrorEventArgs error)
    {
        List<Exception>? failures = null;
        foreach (EventHandler<UnobservedRemoteErrorEventArgs> handler in Delegate.EnumerateInvocationList(UnobservedRemoteError))
        {
            try
            {
                handler(cluster, error);
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
        }

        if (failures is not null)
        {
            throw new AggregateException(failures);
        }
    }
}
