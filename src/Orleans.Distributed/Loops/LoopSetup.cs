using Orleans.Distributed.Mapping;

namespace Orleans.Distributed.Loops;

/// <summary>What a loop was called with.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Count">How many iterations it has.</param>
/// <param name="Cut">The iterations of a range, counted from 0, as they are sent.</param>
/// <param name="Body">The body.</param>
/// <param name="Form">How the body is called.</param>
/// <param name="Reducer">The fold; <see langword="null"/> for a loop without a result.</param>
/// <param name="Options">The options, a copy.</param>
internal sealed record LoopSetup<TItem, TResult>(
    DistributedCluster Cluster,
    long Count,
    Func<LoopRange, LoopChunk<TItem>> Cut,
    Delegate Body,
    MapFunction<TItem, TResult> Form,
    Func<TResult, TResult, TResult>? Reducer,
    LoopOptions Options);
