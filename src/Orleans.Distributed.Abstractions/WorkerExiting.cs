namespace Orleans.Distributed;

/// <summary>A worker is about to be removed, and still answers.</summary>
/// <param name="Pid">The worker.</param>
public sealed record WorkerExiting(int Pid) : WorkerEvent(Pid, WorkerState.Terminating);
