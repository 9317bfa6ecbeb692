namespace Orleans.Distributed;

/// <summary>
/// What a worker process runs. The class must be public, not generic, and have a public constructor without parameters: the
/// manager sends its name, and the worker makes the instance.
/// </summary>
public interface IWorkerProgram
{
    /// <summary>
    /// Runs the worker until <see cref="WorkerContext.Stopping"/> is cancelled. When the task completes the process exits with
    /// code 0; when it fails the exception goes to standard error and the process exits with code 1. Threads that are still
    /// busy then do not hold the process.
    /// </summary>
    /// <param name="context">What the head handed over, and its wish to end.</param>
    /// <returns>A task that lasts as long as the worker.</returns>
    Task RunAsync(WorkerContext context);
}
