namespace Orleans.Distributed;

/// <summary>What launches the worker processes of a cluster: on this machine, on others, or in a job system.</summary>
/// <remarks>
/// Only <see cref="LaunchAsync"/> has to be written; the other members have defaults. What a manager may do and must not do is held
/// by the tests of <c>ClusterManagerContract</c>. The counterpart of Julia's <c>ClusterManager</c>.
/// </remarks>
public interface IClusterManager
{
    /// <summary>Launches one worker process for each entry of <paramref name="workers"/>, all at once.</summary>
    /// <param name="workers">What to launch. An empty list launches nothing.</param>
    /// <param name="cancellationToken">
    /// Gives the launch up: the enumeration throws, and every process that was started and not returned yet is ended first.
    /// </param>
    /// <returns>
    /// One result for each entry, in any order, each as soon as it is known; <see cref="LaunchResult.Pid"/> says which entry it is
    /// for. A worker that could not be launched is a result with an error, and does not touch the others. From its return on a
    /// process belongs to the cluster, which ends it when it does not join.
    /// </returns>
    /// <exception cref="ArgumentException">An entry is not usable; nothing was launched.</exception>
    /// <exception cref="OperationCanceledException">The launch was given up; no process is left that was not returned.</exception>
    IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken);

    /// <summary>
    /// Hears what becomes of a worker that this manager launched. The default does nothing. What it throws is logged, and changes
    /// nothing for the worker.
    /// </summary>
    /// <param name="pid">The worker.</param>
    /// <param name="config">What the manager said of the worker when it was launched.</param>
    /// <param name="operation">What happens to it. The operations of one worker come one after the other.</param>
    /// <param name="cancellationToken">Cancelled when the operation takes too long, or the cluster ends: nobody waits for it any more.</param>
    /// <returns>A task that lasts as long as the operation.</returns>
    Task ManageAsync(int pid, WorkerConfig config, ManageOperation operation, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    /// <summary>Kills a worker that did not join, or did not end in time. The default kills its process.</summary>
    /// <param name="worker">The process, as this manager has returned it.</param>
    /// <param name="config">What the manager said of the worker when it was launched.</param>
    /// <returns>A task that ends when the process has ended.</returns>
    Task KillAsync(IWorkerProcess worker, WorkerConfig config)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return worker.KillAsync();
    }
}
