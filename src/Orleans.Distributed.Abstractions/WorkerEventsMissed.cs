namespace Orleans.Distributed;

/// <summary>
/// The reader was too slow, and the oldest of the events that it had not read were dropped to bound the memory. What is true now
/// stands in <c>ICluster.Processes</c>.
/// </summary>
/// <param name="Count">How many were dropped.</param>
public sealed record WorkerEventsMissed(int Count) : WorkerEvent(0, WorkerState.Unknown);
