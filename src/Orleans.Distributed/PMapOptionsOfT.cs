namespace Orleans.Distributed;

/// <summary>How a parallel map does its work, with results for the items that fail.</summary>
/// <typeparam name="TResult">What the function of the map returns.</typeparam>
public sealed class PMapOptions<TResult> : PMapOptions
{
    /// <summary>
    /// Asked first for every failure of an item, the death of a worker included. What it returns is the item's result. When it throws,
    /// retries are considered, and its exception takes the place of the failure. The default is <see langword="null"/>.
    /// </summary>
    public Func<PMapFailure, TResult>? OnError { get; set; }

    /// <summary>The same as <see cref="OnError"/>, asynchronously. At most one of the two may be set.</summary>
    public Func<PMapFailure, CancellationToken, Task<TResult>>? OnErrorAsync { get; set; }

    internal override PMapOptions Snapshot() => OnError is null || OnErrorAsync is null
        ? base.Snapshot()
        : throw new ArgumentException("OnError and OnErrorAsync are both set, and only one can decide. Set one of them.");
}
