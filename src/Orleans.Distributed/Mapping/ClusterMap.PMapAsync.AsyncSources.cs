using Orleans.Distributed.Mapping;

namespace Orleans.Distributed;

/// <summary>Applying a function to many items on the workers of a cluster.</summary>
public static partial class ClusterMap
{
    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<TSource, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<TSource> source,
        Func<TSource, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<TSource, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<TSource> source,
        Func<TSource, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<TSource, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<TSource> source,
        Func<TSource, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<TSource, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<TSource> source,
        Func<TSource, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source), function, new MapFunctionOfOne<TSource, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        Func<T1, T2, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        Func<T1, T2, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        Func<T1, T2, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        Func<T1, T2, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2), function, new MapFunction<T1, T2, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        Func<T1, T2, T3, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        Func<T1, T2, T3, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        Func<T1, T2, T3, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        Func<T1, T2, T3, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3), function, new MapFunction<T1, T2, T3, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        IAsyncEnumerable<T4> source4,
        Func<T1, T2, T3, T4, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.Value), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        IAsyncEnumerable<T4> source4,
        Func<T1, T2, T3, T4, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.Task), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        IAsyncEnumerable<T4> source4,
        Func<T1, T2, T3, T4, CancellationToken, TResult> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.ValueWithToken), options, cancellationToken);

    /// <inheritdoc cref="PMapAsync{TSource, TResult}(ICluster, IEnumerable{TSource}, Func{TSource, TResult}, PMapOptions?, CancellationToken)"/>
    public static Task<TResult[]> PMapAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster,
        IAsyncEnumerable<T1> source1,
        IAsyncEnumerable<T2> source2,
        IAsyncEnumerable<T3> source3,
        IAsyncEnumerable<T4> source4,
        Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> function,
        PMapOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ToArrayAsync(cluster, MapSources.Of(source1, source2, source3, source4), function, new MapFunction<T1, T2, T3, T4, TResult>(FunctionShape.TaskWithToken), options, cancellationToken);
}
