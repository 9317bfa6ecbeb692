using Orleans.Distributed.Membership;

namespace Orleans.Distributed;

/// <summary>Questions about who belongs to a cluster, and its size.</summary>
public static class ClusterMembership
{
    /// <summary>Removes workers, and waits for a limited time until they are gone. Julia's <c>rmprocs(pids; waitfor)</c>.</summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="pids">The workers. Pids that are not alive are ignored; the head's own is ignored with a warning in the log.</param>
    /// <param name="waitFor">See <see cref="RmProcsOptions.WaitFor"/>: zero does not wait.</param>
    /// <param name="cancellationToken">Ends all patience: callbacks are not waited for, and what has not ended is killed.</param>
    /// <returns>A task that ends when they are gone.</returns>
    /// <exception cref="ArgumentException"><paramref name="waitFor"/> is negative or longer than a day.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    /// <exception cref="TimeoutException">Some were not terminated in time. Their removal goes on in the background.</exception>
    public static Task RmProcsAsync(
        this ICluster cluster, IEnumerable<int> pids, TimeSpan waitFor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.RmProcsAsync(pids, new RmProcsOptions { WaitFor = waitFor }, cancellationToken);
    }

    /// <summary>
    /// Adds as many workers as are missing, so that there are <paramref name="total"/>. Doing it twice, one after the other or at
    /// the same time, is the same as once.
    /// </summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="manager">What launches them.</param>
    /// <param name="total">How many workers there are to be, the head not counted; at least 1. When there are more, none is removed.</param>
    /// <param name="options">How they are added; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up; workers that this call started and that have not joined by then are ended.</param>
    /// <returns>The pids of all workers, ascending. Within a callback some may still be on their way, and are not listed.</returns>
    /// <exception cref="ArgumentException"><paramref name="total"/> is less than 1, or an option is not usable.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    /// <exception cref="AddProcsException">Some workers did not start; those that did belong to the cluster.</exception>
    public static Task<IReadOnlyList<int>> EnsureProcsAsync(
        this ICluster cluster,
        IClusterManager manager,
        int total,
        AddProcsOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        WorkerTarget target = DistributedCluster.From(cluster).Services.Target;
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        return target.EnsureAsync(manager, total, AddProcsOptionsSnapshot.Of(options ?? new AddProcsOptions()), cancellationToken);
    }

    /// <summary>The processes that run on the same machine as one of them, which is among them. Julia's <c>procs(pid)</c>.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Their pids, ascending.</returns>
    /// <exception cref="ArgumentException">There is no such process, or not any more.</exception>
    public static async Task<IReadOnlyList<int>> ProcsOnHostAsync(this ICluster cluster, int pid, CancellationToken cancellationToken = default)
    {
        IReadOnlyDictionary<int, string> hosts = await DistributedCluster.From(cluster).Services.Hosts.OfAllAsync([pid], cancellationToken).ConfigureAwait(false);
        return [.. hosts.Where(h => h.Value == hosts[pid]).Select(h => h.Key).Order()];
    }

    /// <summary>The same without the calling process. Julia's <c>other_procs(pid)</c>.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Their pids, ascending.</returns>
    /// <exception cref="ArgumentException">There is no such process, or not any more.</exception>
    public static async Task<IReadOnlyList<int>> OtherProcsOnHostAsync(this ICluster cluster, int pid, CancellationToken cancellationToken = default) =>
        [.. (await cluster.ProcsOnHostAsync(pid, cancellationToken).ConfigureAwait(false)).Where(p => p != cluster.MyId)];

    /// <summary>Whether processes run on one machine. Julia's <c>check_same_host</c>.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pids">The processes. For none, or one, the answer is yes.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it is one machine.</returns>
    /// <exception cref="ArgumentException">One of the processes is not there, or not any more.</exception>
    public static async Task<bool> AreOnSameHostAsync(this ICluster cluster, IEnumerable<int> pids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pids);
        int[] asked = [.. pids];
        IReadOnlyDictionary<int, string> hosts = await DistributedCluster.From(cluster).Services.Hosts.OfAllAsync(asked, cancellationToken).ConfigureAwait(false);
        return asked.Select(pid => hosts[pid]).Distinct().Count() <= 1;
    }

    /// <summary>Where a process is in its life, as far as it is known here.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process.</param>
    /// <returns>The state; <see cref="WorkerState.Unknown"/> when no process has had this pid, or it was not heard of here yet.</returns>
    public static WorkerState GetWorkerState(this ICluster cluster, int pid) => DistributedCluster.From(cluster).ProcessTable.StateOf(pid);
}
