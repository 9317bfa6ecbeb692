namespace Orleans.Distributed;

/// <summary>Something that happened to a worker: one of <see cref="WorkerJoined"/>, <see cref="WorkerExiting"/>, <see cref="WorkerExited"/> and <see cref="WorkerEventsMissed"/>.</summary>
/// <param name="Pid">The worker; 0 when the event is about none in particular.</param>
/// <param name="State">The state that it has come to.</param>
public abstract record WorkerEvent(int Pid, WorkerState State);
