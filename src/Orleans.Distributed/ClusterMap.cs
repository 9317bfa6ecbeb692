using Orleans.Distributed.Mapping;

namespace Orleans.Distributed;

/// <summary>Applying a function to many items on the workers of a cluster.</summary>
public static partial class ClusterMap
{
    private static Task<TResult[]> ToArrayAsync<TItem, TResult>(
        ICluster cluster,
        MapSource<TItem> source,
        Delegate function,
        MapFunction<TItem, TResult> form,
        PMapOptions? options,
        CancellationToken cancellationToken) =>
        MapRun<TItem, TResult>.ToArrayAsync(Setup(cluster, source, function, form, options), cancellationToken);

    private static IAsyncEnumerable<TResult> ToStream<TItem, TResult>(
        ICluster cluster,
        MapSource<TItem> source,
        Delegate function,
        MapFunction<TItem, TResult> form,
        PMapOptions? options,
        CancellationToken cancellationToken) =>
        MapRun<TItem, TResult>.ToStream(Setup(cluster, source, function, form, options), cancellationToken);

    private static MapSetup<TItem, TResult> Setup<TItem, TResult>(
        ICluster cluster, MapSource<TItem> source, Delegate function, MapFunction<TItem, TResult> form, PMapOptions? options)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(function);
        PMapOptions settings = (options ?? new PMapOptions()).Snapshot();
        Type optionsType = settings.GetType();
        if (optionsType.IsGenericType && settings is not PMapOptions<TResult>)
        {
            throw new ArgumentException(
                $"The options are for results of type {optionsType.GenericTypeArguments[0]}, and the function returns {typeof(TResult)}. "
                    + $"Use PMapOptions<{typeof(TResult).Name}>.",
                nameof(options));
        }

        return new MapSetup<TItem, TResult>(DistributedCluster.From(cluster), source, function, form, settings);
    }
}
