namespace Orleans.Distributed;

/// <summary>What a cluster manager is asked to launch: one worker.</summary>
/// <param name="Pid">The pid that the cluster gave the worker; at least 2.</param>
/// <param name="Payload">
/// What the worker has to know to join: secret, addresses, options; at most 1 MiB. A manager hands it over without reading
/// it, and never on a command line, in the environment or in a log.
/// </param>
public sealed record WorkerLaunch(int Pid, ReadOnlyMemory<byte> Payload)
{
    /// <summary>What the cluster asks for besides. A manager uses what it can. The default asks for nothing.</summary>
    public WorkerConfig Config { get; init; } = WorkerConfig.Empty;

    /// <summary>The pid alone: the payload holds the secret of the cluster and must not reach a log.</summary>
    /// <returns>A text that names the worker.</returns>
    public override string ToString() => $"worker {Pid}";
}
