namespace Orleans.Distributed;

/// <summary>How <c>PMapAsync</c> does its work.</summary>
public sealed class PMapOptions
{
    /// <summary>The pool whose workers do the work. <see langword="null"/>, the default, stands for all workers of the cluster at the time of the call.</summary>
    public IWorkerPool? Pool { get; set; }

    /// <summary>How many items go to a worker at a time. The default is 1.</summary>
    public int BatchSize { get; set; } = 1;

    /// <summary>
    /// Whether the function may safely run more than once for an item. Then the items of a worker that died are given to others;
    /// otherwise its death ends the map. The default is <see langword="false"/>.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>Told of progress, on any thread: after each batch, how many items are done. The default is <see langword="null"/>.</summary>
    public IProgress<int>? Progress { get; set; }

    /// <summary>
    /// Told once of each worker that died while it had items of this map, before they are given to another one. The default is
    /// <see langword="null"/>.
    /// </summary>
    public Action<ProcessExitedException>? OnWorkerLost { get; set; }
}
