namespace Orleans.Distributed;

/// <summary>A worker belongs to the cluster: it has joined, or was there already when the reader began.</summary>
/// <param name="Process">What is known of it.</param>
public sealed record WorkerJoined(ProcessInfo Process) : WorkerEvent(Process.Pid, WorkerState.Connected);
