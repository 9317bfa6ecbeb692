using Orleans.Distributed.Hosting;
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

    /// <summary>
    /// Makes this process a worker, for cluster managers that start processes in ways of their own: joins the cluster that the payload
    /// names, and runs functions until it is told to end.
    /// </summary>
    /// <param name="payload">
    /// The payload of the <see cref="WorkerLaunch"/>, however it came here. It holds the secret of the cluster.
    /// </param>
    /// <param name="stopping">Ends the worker: it leaves the cluster.</param>
    /// <returns>A task that ends when the worker has left, was removed, or its head is gone. The process should end then.</returns>
    /// <exception cref="Serialization.MalformedDataException"><paramref name="payload"/> is none, or comes from another version.</exception>
    public static Task RunAsync(ReadOnlyMemory<byte> payload, CancellationToken stopping = default) => WorkerSilo.RunAsync(payload, stopping);
}
