namespace Orleans.Distributed;

/// <summary>One process of the cluster, as its membership lists it.</summary>
/// <param name="Pid">Its pid: 1 for the head, more for workers. Pids are never used twice.</param>
/// <param name="Host">The name of the machine that it runs on.</param>
/// <param name="OsProcessId">The id that the operating system there gave it.</param>
/// <param name="Cores">How many logical processors it may use.</param>
/// <param name="Silo">The address of its silo, as text.</param>
[GenerateSerializer, Immutable, Alias("od.ProcessInfo")]
public sealed record ProcessInfo(
    [property: Id(0)] int Pid,
    [property: Id(1)] string Host,
    [property: Id(2)] int OsProcessId,
    [property: Id(3)] int Cores,
    [property: Id(4)] string Silo)
{
    /// <summary><see cref="WorkerState.Connected"/>, or <see cref="WorkerState.Terminating"/> while callbacks run for its removal.</summary>
    [Id(10)]
    public WorkerState State { get; init; } = WorkerState.Connected;
}
