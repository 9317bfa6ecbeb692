using Orleans.Distributed.Workers;

namespace Orleans.Distributed;

/// <summary>The entry of a worker process, for executables that are nothing else.</summary>
public static class WorkerHost
{
    /// <summary>
    /// Reads the start message from standard input, runs the <see cref="IWorkerProgram"/> it names, and ends this process; it
    /// does not return. The exit code is 0 when the program completed, 1 when it failed, 2 when no usable start message came or
    /// the program could not be loaded, 3 when the head is gone, 4 when the worker did not end in time after it was asked to.
    /// </summary>
    public static void Run() => Environment.Exit(WorkerProcess.Run());
}
