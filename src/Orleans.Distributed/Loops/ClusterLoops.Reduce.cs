using Orleans.Distributed.Loops;
using Orleans.Distributed.Mapping;

namespace Orleans.Distributed;

/// <summary>Loops whose iterations are shared out among the workers of a cluster.</summary>
public static partial class ClusterLoops
{
    /// <summary>
    /// Runs a body for each index of a range, on all workers at once, and folds what it returns. Julia's <c>@distributed (op) for</c>.
    /// </summary>
    /// <remarks>
    /// Each worker folds what it has done, from the first to the last; then this process folds those results in the order of the
    /// indices. So the reducer has to be associative, and need not be commutative. A failure is that of <see cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>.
    /// </remarks>
    /// <typeparam name="TResult">What the body returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="range">The indices. The end of the range does not belong to it: <c>0..10</c> has ten.</param>
    /// <param name="body">The body. Its token, if it takes one, is cancelled when the loop fails or is given up.</param>
    /// <param name="reducer">Makes one result of two.</param>
    /// <param name="options">How to do it; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up: nothing more is started, and what runs is cancelled and waited for.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The body threw, or the reducer at a worker. What the reducer throws in this process is thrown as it is.</exception>
    /// <exception cref="ProcessExitedException">A worker died, and <see cref="LoopOptions.Idempotent"/> is not set.</exception>
    /// <exception cref="InvalidOperationException">There are no iterations and no seed; or the pool has no living worker.</exception>
    /// <exception cref="ArgumentException">The range counts from the end, or an option has a value that it cannot have.</exception>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        Range range,
        Func<int, TResult> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<int, TResult>(FunctionShape.Value), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TResult}(ICluster, Range, Func{int, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        Range range,
        Func<int, Task<TResult>> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<int, TResult>(FunctionShape.Task), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TResult}(ICluster, Range, Func{int, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        Range range,
        Func<int, CancellationToken, TResult> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<int, TResult>(FunctionShape.ValueWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TResult}(ICluster, Range, Func{int, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        Range range,
        Func<int, CancellationToken, Task<TResult>> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<int, TResult>(FunctionShape.TaskWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TResult}(ICluster, Range, Func{int, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        LoopRange range,
        Func<long, TResult> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<long, TResult>(FunctionShape.Value), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TResult}(ICluster, Range, Func{int, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        LoopRange range,
        Func<long, Task<TResult>> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<long, TResult>(FunctionShape.Task), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TResult}(ICluster, Range, Func{int, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        LoopRange range,
        Func<long, CancellationToken, TResult> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<long, TResult>(FunctionShape.ValueWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TResult}(ICluster, Range, Func{int, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TResult>(
        this ICluster cluster,
        LoopRange range,
        Func<long, CancellationToken, Task<TResult>> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(range), body, reducer, new MapFunctionOfOne<long, TResult>(FunctionShape.TaskWithToken), options), cancellationToken);

    /// <summary>
    /// Runs a body for each item of a list, on all workers at once, and folds what it returns. Julia's <c>@distributed (op) for</c>.
    /// </summary>
    /// <remarks>
    /// Each worker folds what it has done, from the first to the last; then this process folds those results in the order of the
    /// items. So the reducer has to be associative, and need not be commutative. A failure is that of <see cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>.
    /// </remarks>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TResult">What the body returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="items">The items. Copied at the call; each worker gets only those that it needs.</param>
    /// <param name="body">The body. Its token, if it takes one, is cancelled when the loop fails or is given up.</param>
    /// <param name="reducer">Makes one result of two.</param>
    /// <param name="options">How to do it; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up: nothing more is started, and what runs is cancelled and waited for.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The body threw, or the reducer at a worker. What the reducer throws in this process is thrown as it is.</exception>
    /// <exception cref="ProcessExitedException">A worker died, and <see cref="LoopOptions.Idempotent"/> is not set.</exception>
    /// <exception cref="InvalidOperationException">There are no iterations and no seed; or the pool has no living worker.</exception>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    public static Task<TResult> DistributedReduceAsync<TItem, TResult>(
        this ICluster cluster,
        IReadOnlyList<TItem> items,
        Func<TItem, TResult> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(items), body, reducer, new MapFunctionOfOne<TItem, TResult>(FunctionShape.Value), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TItem, TResult}(ICluster, IReadOnlyList{TItem}, Func{TItem, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TItem, TResult>(
        this ICluster cluster,
        IReadOnlyList<TItem> items,
        Func<TItem, Task<TResult>> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(items), body, reducer, new MapFunctionOfOne<TItem, TResult>(FunctionShape.Task), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TItem, TResult}(ICluster, IReadOnlyList{TItem}, Func{TItem, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TItem, TResult>(
        this ICluster cluster,
        IReadOnlyList<TItem> items,
        Func<TItem, CancellationToken, TResult> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(items), body, reducer, new MapFunctionOfOne<TItem, TResult>(FunctionShape.ValueWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedReduceAsync{TItem, TResult}(ICluster, IReadOnlyList{TItem}, Func{TItem, TResult}, Func{TResult, TResult, TResult}, LoopOptions?, CancellationToken)"/>
    public static Task<TResult> DistributedReduceAsync<TItem, TResult>(
        this ICluster cluster,
        IReadOnlyList<TItem> items,
        Func<TItem, CancellationToken, Task<TResult>> body,
        Func<TResult, TResult, TResult> reducer,
        LoopOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoopRun.ReduceAsync(
            Setup(cluster, LoopItems.Of(items), body, reducer, new MapFunctionOfOne<TItem, TResult>(FunctionShape.TaskWithToken), options), cancellationToken);
}
