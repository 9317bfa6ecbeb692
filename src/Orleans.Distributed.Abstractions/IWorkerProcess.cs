namespace Orleans.Distributed;

/// <summary>A worker process that a cluster manager launched, as the head sees it. Disposing it kills the process.</summary>
public interface IWorkerProcess : IAsyncDisposable
{
    /// <summary>The pid that the cluster gave the worker.</summary>
    int Pid { get; }

    /// <summary>The id that the operating system gave the process.</summary>
    int OsProcessId { get; }

    /// <summary>
    /// Completes when the process has ended and its last output was read; never fails. Output that a process of the
    /// worker's own holds open is waited for no longer than a second.
    /// </summary>
    Task<WorkerExit> Exited { get; }

    /// <summary>Asks the process to end, and kills it when it has not ended in time. Does nothing when it has ended.</summary>
    /// <param name="timeout">How long it has to end by itself; <see langword="null"/>, the default, is the manager's own default.</param>
    /// <param name="cancellationToken">Ends the patience: the process is killed at once, and the call returns normally.</param>
    /// <returns>How the process ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative or longer than a day.</exception>
    Task<WorkerExit> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Kills the process, whatever it is doing. Does nothing when it has ended.</summary>
    /// <returns>How the process ended.</returns>
    Task<WorkerExit> KillAsync();
}
