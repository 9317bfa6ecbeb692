namespace Orleans.Distributed;

/// <summary>How a parallel map does its work. Read when the map begins; what is changed afterwards has no effect on it.</summary>
/// <remarks>
/// Functions that are set here, and the source of the items, run in the process that called the map. The functions that are not
/// asynchronous, the delays and the progress are never called twice at once by one map.
/// </remarks>
public class PMapOptions
{
    /// <summary>The pool whose workers do the work. <see langword="null"/>, the default, stands for all workers of the cluster at the time of the call.</summary>
    public IWorkerPool? Pool { get; set; }

    /// <summary>
    /// Whether workers do the work. When not, the items are done in this process, as many at a time as it has processors; the pool and
    /// the batch size have no meaning then. The default is <see langword="true"/>.
    /// </summary>
    public bool Distributed { get; set; } = true;

    /// <summary>
    /// How many items go to a worker at a time. <see langword="null"/>, the default, measures: as many as take a few milliseconds, and
    /// one when an item takes longer than that.
    /// </summary>
    public int? BatchSize { get; set; }

    /// <summary>
    /// The waits before an item that failed is tried again: as many attempts follow the first as there are delays. Enumerated anew for
    /// each item that fails, as far as it fails. See <see cref="ExponentialBackOff"/>. The default, <see langword="null"/>, tries once.
    /// </summary>
    public IEnumerable<TimeSpan>? RetryDelays { get; set; }

    /// <summary>
    /// Whether to try an item again. Asked while <see cref="RetryDelays"/> has a delay left, and when the worker of an
    /// <see cref="Idempotent"/> item died. The default, <see langword="null"/>, always does.
    /// </summary>
    public Func<PMapFailure, bool>? RetryCheck { get; set; }

    /// <summary>The same as <see cref="RetryCheck"/>, asynchronously. At most one of the two may be set.</summary>
    public Func<PMapFailure, CancellationToken, Task<bool>>? RetryCheckAsync { get; set; }

    /// <summary>
    /// Whether the function may safely run more than once for an item. Then the items of a worker that died are given to others at
    /// once, unless <see cref="RetryOnProcessExit"/> says otherwise; an item on which three workers in turn died while it was all they
    /// had fails. The default is <see langword="false"/>.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>
    /// Whether the items of a worker that died are tried again. The default, <see langword="null"/>, does it when
    /// <see cref="Idempotent"/> or <see cref="RetryDelays"/> is set. Items that certainly did not run are given to others in any case.
    /// </summary>
    public bool? RetryOnProcessExit { get; set; }

    /// <summary>Told of progress, on any thread, after each change. The default is <see langword="null"/>.</summary>
    public IProgress<PMapProgress>? Progress { get; set; }

    /// <summary>
    /// Told once of each worker that died while it had items of this map, before they are given to another one. The default is
    /// <see langword="null"/>.
    /// </summary>
    public Action<ProcessExitedException>? OnWorkerLost { get; set; }

    /// <summary>In which order a stream gives its results; an array is always in the order of the items. The default is <see cref="PMapOrder.Source"/>.</summary>
    public PMapOrder Order { get; set; } = PMapOrder.Source;

    /// <summary>
    /// How many items a stream may take from its source ahead of the results that were taken from the stream, at least 1.
    /// <see langword="null"/>, the default, stands for four batches for each worker.
    /// </summary>
    public int? RunAhead { get; set; }

    /// <summary>Checks what can be checked without the map, and copies the settings.</summary>
    internal virtual PMapOptions Snapshot()
    {
        if (BatchSize is { } size)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(BatchSize));
        }

        if (RunAhead is { } ahead)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1, nameof(RunAhead));
        }

        if (Order is not (PMapOrder.Source or PMapOrder.Completion))
        {
            throw new ArgumentOutOfRangeException(nameof(Order), Order, "There is no such order.");
        }

        return RetryCheck is null || RetryCheckAsync is null
            ? (PMapOptions)MemberwiseClone()
            : throw new ArgumentException("RetryCheck and RetryCheckAsync are both set, and only one can decide. Set one of them.");
    }
}
