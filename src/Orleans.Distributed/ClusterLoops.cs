using Orleans.Distributed.Calls;
using Orleans.Distributed.Loops;
using Orleans.Distributed.Mapping;

namespace Orleans.Distributed;

/// <summary>Loops whose iterations are shared out among the workers of a cluster.</summary>
public static partial class ClusterLoops
{
    private static LoopSetup<TItem, Nothing> Setup<TItem>(
        ICluster cluster, LoopItems<TItem> items, Delegate body, MapAction<TItem> form, LoopOptions? options) =>
        Setup<TItem, Nothing>(cluster, items, body, null, form, options);

    private static LoopSetup<TItem, TResult> Setup<TItem, TResult>(
        ICluster cluster,
        LoopItems<TItem> items,
        Delegate body,
        Func<TResult, TResult, TResult> reducer,
        MapFunctionOfOne<TItem, TResult> form,
        LoopOptions? options)
    {
        ArgumentNullException.ThrowIfNull(reducer);
        return Setup<TItem, TResult>(cluster, items, body, reducer, (MapFunction<TItem, TResult>)form, options);
    }

    private static LoopSetup<TItem, TResult> Setup<TItem, TResult>(
        ICluster cluster,
        LoopItems<TItem> items,
        Delegate body,
        Func<TResult, TResult, TResult>? reducer,
        MapFunction<TItem, TResult> form,
        LoopOptions? options)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(body);
        return new LoopSetup<TItem, TResult>(
            DistributedCluster.From(cluster), items.Count, items.Cut, body, form, reducer, (options ?? new LoopOptions()).Snapshot());
    }
}
