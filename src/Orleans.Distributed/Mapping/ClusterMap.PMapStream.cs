using Orleans.Distributed.Mapping;

namespace Orleans.Distributed;

/// <summary>Applying a function to many items on the workers of a cluster.</summary>
public static partial class ClusterMap
{
    /// <summary>
    /// Applies a function to each item, on whichever worker is free, and gives the results as they come. Julia's
    /// <c>pgenerate</c>.
    /// </summary>
    /// <remarks>
    /// With several sources the function takes an item of each, up to the end of the shortest. Items are read as workers become free, at
    /// most one batch ahead, by one thread at a time. The function, with what it captures, is sent to each worker once.
    /// The map begins when the stream is enumerated, and anew each time. It runs ahead of whoever takes the results only so far, see
    /// <see cref="PMapOptions.RunAhead"/>. Leaving the loop early cancels what runs, and waits for it. When the map fails, nothing more is started, what runs is cancelled and waited for, and the failure of the first of the
    /// items that failed is thrown, after the results that were ready.
    /// </remarks>
    /// <typeparam name="TSource">The type of the items.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="source">The items.</param>
    /// <param name="function">The function. Its token, if it takes one, is cancelled when the map fails or is given up.</param>
    /// <param name="options">How to do it; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up: nothing more is started, and what runs is cancelled and waited for.</param>
    /// <returns>The results, in the order that <see cref="PMapOptions.Order"/> says.</returns>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">A worker died, and the options do not say to try its items again.</exception>
    /// <exception cref="InvalidOperationException">The pool has no living worker.</exception>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    public static IAsyncEnumerable<TResult> PMapStream<TSource, TResult>(
        this ICluster cluster,
        IEnumerable<TSource> source,
        Func<TSource, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<TSource, TResult>(
        this ICluster cluster,
        IEnumerable<TSource> source,
        Func<TSource, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<TSource, TResult>(
        this ICluster cluster,
        IEnumerable<TSource> source,
        Func<TSource, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<TSource, TResult>(
        this ICluster cluster,
        IEnumerable<TSource> source,
        Func<TSource, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        Func<T1, T2, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        Func<T1, T2, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        Func<T1, T2, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        Func<T1, T2, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        Func<T1, T2, T3, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        Func<T1, T2, T3, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        Func<T1, T2, T3, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        Func<T1, T2, T3, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        IEnumerable<T4> source4,
        Func<T1, T2, T3, T4, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        IEnumerable<T4> source4,
        Func<T1, T2, T3, T4, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        IEnumerable<T4> source4,
        Func<T1, T2, T3, T4, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapStream{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> PMapStream<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IEnumerable<T1> source1,
        IEnumerable<T2> source2,
        IEnumerable<T3> source3,
        IEnumerable<T4> source4,
        Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToStream(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);
}
