namespace Orleans.Distributed;

/// <summary>What launches the worker processes of a cluster: on this machine, on others, or in a job system.</summary>
public interface IClusterManager
{
    /// <summary>Launches one worker process for each entry of <paramref name="workers"/>, all at once.</summary>
    /// <param name="workers">What to launch. An empty list launches nothing.</param>
    /// <param name="cancellationToken">Gives the launch up; every process that it had started is ended first.</param>
    /// <returns>
    /// One result for each entry, in the order of the entries. A worker that could not be launched is a result with an
    /// error, and does not touch the others.
    /// </returns>
    /// <exception cref="ArgumentException">An entry is not usable; nothing was launched.</exception>
    /// <exception cref="OperationCanceledException">The launch was given up; no process of it is left.</exception>
    Task<IReadOnlyList<LaunchResult>> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken);
}
