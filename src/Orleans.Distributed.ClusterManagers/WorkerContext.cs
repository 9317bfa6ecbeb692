namespace Orleans.Distributed;

/// <summary>What a worker process was handed by the head.</summary>
public sealed class WorkerContext
{
    internal WorkerContext(int pid, ReadOnlyMemory<byte> payload, CancellationToken stopping)
    {
        Pid = pid;
        Payload = payload;
        Stopping = stopping;
    }

    /// <summary>The pid that the cluster gave this worker.</summary>
    public int Pid { get; }

    /// <summary>The payload of the <see cref="WorkerLaunch"/>, unchanged.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>
    /// Cancelled when the worker is to end: the head asked for it, or the process received SIGTERM. A worker that has not
    /// ended in time afterwards is ended by force. When the head is gone there is no notice: the process ends at once.
    /// </summary>
    public CancellationToken Stopping { get; }
}
