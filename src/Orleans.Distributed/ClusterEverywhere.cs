namespace Orleans.Distributed;

/// <summary>Running a function on many processes at once.</summary>
public static class ClusterEverywhere
{
    /// <summary>Runs a function on every process of the cluster, this one included, and waits for all. Julia's <c>@everywhere</c>.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">The function. Processes that join later do not run it.</param>
    /// <param name="cancellationToken">Gives the calls up.</param>
    /// <exception cref="AggregateException">
    /// It failed on some processes: a <see cref="RemoteException"/> or <see cref="ProcessExitedException"/> for each. The others
    /// have run it.
    /// </exception>
    public static Task EverywhereAsync(this ICluster cluster, Action function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.EverywhereAsync(cluster.Procs, function, cancellationToken);
    }

    /// <inheritdoc cref="EverywhereAsync(ICluster, Action, CancellationToken)"/>
    public static Task EverywhereAsync(this ICluster cluster, Func<Task> function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.EverywhereAsync(cluster.Procs, function, cancellationToken);
    }

    /// <summary>Runs a function on some processes and waits for all.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pids">The processes.</param>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">Gives the calls up.</param>
    /// <exception cref="AggregateException">It failed on some processes; the others have run it.</exception>
    public static Task EverywhereAsync(this ICluster cluster, IEnumerable<int> pids, Action function, CancellationToken cancellationToken = default) =>
        AllAsync(pids, pid => cluster.RemoteCallFetchAsync(pid, function, cancellationToken));

    /// <inheritdoc cref="EverywhereAsync(ICluster, IEnumerable{int}, Action, CancellationToken)"/>
    public static Task EverywhereAsync(
        this ICluster cluster, IEnumerable<int> pids, Func<Task> function, CancellationToken cancellationToken = default) =>
        AllAsync(pids, pid => cluster.RemoteCallFetchAsync(pid, function, cancellationToken));

    private static async Task AllAsync(IEnumerable<int> pids, Func<int, Task> call)
    {
        ArgumentNullException.ThrowIfNull(pids);
        Task all = Task.WhenAll(pids.ToArray().Select(pid => CallAsync(pid, call)).ToArray());
        try
        {
            await all.ConfigureAwait(false);
        }
        catch (Exception) when (all.Exception is { } failures)
        {
            throw new AggregateException(
                $"The function failed on {failures.InnerExceptions.Count} processes. The others have run it.", failures.InnerExceptions);
        }
    }

    /// <summary>A process that is gone is a failure like any other, and must not keep the function from the rest.</summary>
    private static async Task CallAsync(int pid, Func<int, Task> call) => await call(pid).ConfigureAwait(false);
}
