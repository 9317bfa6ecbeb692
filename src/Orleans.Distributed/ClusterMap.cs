using Orleans.Distributed.Mapping;

namespace Orleans.Distributed;

/// <summary>Applying a function to many items on the workers of a cluster.</summary>
public static class ClusterMap
{
    /// <summary>
    /// Applies a function to each item, on whichever worker is free, and returns the results in the order of the items. Julia's
    /// <c>pmap</c>.
    /// </summary>
    /// <typeparam name="TSource">The type of the items.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="source">The items. They are pulled as they are needed, by one reader.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">How to do it; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up: nothing more is started, and what runs is cancelled.</param>
    /// <returns>The results.</returns>
    /// <exception cref="RemoteException">
    /// The function threw. Nothing more was started, what ran was cancelled, and this is the failure of the first of the items
    /// that failed.
    /// </exception>
    /// <exception cref="ProcessExitedException">A worker died, and <see cref="PMapOptions.Idempotent"/> is not set.</exception>
    /// <exception cref="InvalidOperationException">The pool has no living worker.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="PMapOptions.BatchSize"/> is less than 1.</exception>
    public static Task<TResult[]> PMapAsync<TSource, TResult>(
        this ICluster cluster,
        IEnumerable<TSource> source,
        Func<TSource, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunAsync<TSource, TResult>(cluster, source, function, options, cancellationToken);
    }

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<TSource, TResult>(
        this ICluster cluster,
        IEnumerable<TSource> source,
        Func<TSource, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunAsync<TSource, TResult>(cluster, source, function, options, cancellationToken);
    }

    private static Task<TResult[]> RunAsync<TSource, TResult>(
        ICluster cluster,
        IEnumerable<TSource> source,
        Delegate function,
        PMapOptions? options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(source);
        options ??= new PMapOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        IWorkerPool pool = options.Pool ?? new WorkerPool(cluster, cluster.Workers);
        return new MapRun<TSource, TResult>(cluster, pool, function, options).RunAsync(source, cancellationToken);
    }
}
