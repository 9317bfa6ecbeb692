namespace Orleans.Distributed;

/// <summary>A worker does not belong to the cluster any more: it was removed, or is dead.</summary>
/// <param name="Pid">The worker.</param>
/// <param name="Exit">
/// How and why, as far as this process knows now. The exit code of a worker that was removed is not known yet, since its process
/// ends after this.
/// </param>
public sealed record WorkerExited(int Pid, ProcessExit Exit) : WorkerEvent(Pid, Exit.State);
