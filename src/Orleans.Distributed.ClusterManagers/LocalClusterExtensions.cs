namespace Orleans.Distributed;

/// <summary>Workers on this machine.</summary>
public static class LocalClusterExtensions
{
    /// <summary>
    /// Starts workers as processes of this machine, and waits until they have joined. They run this program's assemblies, and
    /// end with this process at the latest. Julia's <c>addprocs(n)</c>.
    /// </summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="count">How many, at least 1. The default is one for each logical processor.</param>
    /// <param name="options">How they are started; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up; workers that have not joined by then are ended.</param>
    /// <returns>The pids of the new workers, ascending.</returns>
    /// <exception cref="InvalidOperationException">This process is not the head, or there are workers with another topology.</exception>
    /// <exception cref="AddProcsException">Some workers did not start; those that did belong to the cluster.</exception>
    public static Task<IReadOnlyList<int>> AddProcsAsync(
        this ICluster cluster, int? count = null, LocalOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.AddProcsAsync(LocalClusterManager.ForOneCall(options), count ?? Environment.ProcessorCount, options, cancellationToken);
    }

    /// <summary>
    /// Starts as many workers on this machine as are missing, so that there are <paramref name="total"/>. Doing it twice, one after
    /// the other or at the same time, is the same as once.
    /// </summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="total">How many workers there are to be, wherever they run; at least 1. When there are more, none is removed.</param>
    /// <param name="options">How they are started; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up; workers that this call started and that have not joined by then are ended.</param>
    /// <returns>The pids of all workers, ascending.</returns>
    /// <exception cref="InvalidOperationException">This process is not the head, or there are workers with another topology.</exception>
    /// <exception cref="AddProcsException">Some workers did not start; those that did belong to the cluster.</exception>
    public static Task<IReadOnlyList<int>> EnsureProcsAsync(
        this ICluster cluster, int total, LocalOptions? options = null, CancellationToken cancellationToken = default) =>
        cluster.EnsureProcsAsync(LocalClusterManager.ForOneCall(options), total, options, cancellationToken);
}
