namespace Orleans.Distributed;

/// <summary>Stopping what processes run, without ending the processes.</summary>
/// <remarks>
/// Julia's <c>interrupt</c>, which any process may call here. It stops the functions that other processes called there, and that the process called
/// on itself, and that have not ended when the interrupt arrives: those that have not begun yet among them. Their callers
/// get a <see cref="RemoteException"/> around a <see cref="CallInterruptedException"/>. Calls that come later run, and a process
/// that runs nothing notices nothing. Process 1 is never interrupted.
/// </remarks>
public static class ClusterInterrupt
{
    /// <summary>Interrupts a process.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process. 1 does nothing.</param>
    /// <param name="mode">How hard. The default is <see cref="InterruptMode.Cancel"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the process's answer; it is interrupted all the same.</param>
    /// <returns>
    /// Completes when the tokens there are cancelled, and, when aborting, its callers are answered. What is registered on the tokens is not
    /// waited for, nor a process that has no thread left to cancel them, for longer than some seconds.
    /// </returns>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is less than 1, or <paramref name="mode"/> unknown.</exception>
    public static Task InterruptAsync(
        this ICluster cluster, int pid, InterruptMode mode = InterruptMode.Cancel, CancellationToken cancellationToken = default)
    {
        DistributedCluster implementation = DistributedCluster.From(cluster);
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1);
        ThrowIfUnknown(mode);
        return implementation.InterruptAsync(pid, mode, cancellationToken);
    }

    /// <summary>Interrupts some processes, or all workers.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pids">The processes; <see langword="null"/>, the default, for all workers. 1 is passed over.</param>
    /// <param name="mode">How hard. The default is <see cref="InterruptMode.Cancel"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the processes' answers; they are interrupted all the same.</param>
    /// <returns>Completes when the tokens there are cancelled, and, when aborting, the callers are answered, as for one process.</returns>
    /// <exception cref="AggregateException">
    /// Some of the processes are gone or were never there: a <see cref="ProcessExitedException"/> for each. The others were interrupted.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A pid is less than 1, or <paramref name="mode"/> is unknown; nothing was interrupted.</exception>
    public static async Task InterruptAsync(
        this ICluster cluster,
        IEnumerable<int>? pids = null,
        InterruptMode mode = InterruptMode.Cancel,
        CancellationToken cancellationToken = default)
    {
        DistributedCluster implementation = DistributedCluster.From(cluster);
        ThrowIfUnknown(mode);
        int[] targets = [.. (pids ?? cluster.Workers).Distinct()];
        foreach (int pid in targets)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1, nameof(pids));
        }

        Task all = Task.WhenAll(targets.Select(pid => implementation.InterruptAsync(pid, mode, cancellationToken)));
        try
        {
            await all.ConfigureAwait(false);
        }
        catch (Exception) when (all.Exception is { } failures)
        {
            // Those that were workers a moment ago, and are gone, run nothing any more.
            Exception[] told = [.. failures.InnerExceptions.Where(e => pids is not null || e is not ProcessExitedException)];
            if (told.Length > 0)
            {
                throw new AggregateException($"{told.Length} of the processes could not be interrupted. The others were.", told);
            }
        }
    }

    private static void ThrowIfUnknown(InterruptMode mode)
    {
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such way to interrupt. Use Cancel or Abort.");
        }
    }
}
