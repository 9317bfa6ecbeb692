using Orleans.Distributed.Loops;
using Orleans.Distributed.Mapping;

namespace Orleans.Distributed;

/// <summary>Loops whose iterations are shared out among the workers of a cluster.</summary>
public static partial class ClusterLoops
{
    /// <summary>Runs a body for each index of a range, on all workers at once. Julia's <c>@distributed for</c>.</summary>
    /// <remarks>
    /// The task ends when all iterations are done. When one fails, nothing more is started, what runs is cancelled and waited for, and
    /// the failure with the lowest index is thrown. What the body captures is sent to each worker once; what it changes there stays there.
    /// </remarks>
    /// <param name="cluster">The cluster.</param>
    /// <param name="range">The indices. The end of the range does not belong to it: <c>0..10</c> has ten.</param>
    /// <param name="body">The body. Its token, if it takes one, is cancelled when the loop fails or is given up.</param>
    /// <param name="options">How to do it; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up: nothing more is started, and what runs is cancelled and waited for.</param>
    /// <returns>A task that ends when all is done.</returns>
    /// <exception cref="RemoteException">The body threw.</exception>
    /// <exception cref="ProcessExitedException">A worker died, and <see cref="LoopOptions.Idempotent"/> is not set.</exception>
    /// <exception cref="InvalidOperationException">The pool has no living worker.</exception>
    /// <exception cref="ArgumentException">The range counts from the end, or an option has a value that it cannot have.</exception>
    public static Task DistributedForAsync(
        this ICluster cluster, Range range, Action<int> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<int>(FunctionShape.Value), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync(
        this ICluster cluster, Range range, Func<int, Task> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<int>(FunctionShape.Task), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync(
        this ICluster cluster, Range range, Action<int, CancellationToken> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<int>(FunctionShape.ValueWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync(
        this ICluster cluster, Range range, Func<int, CancellationToken, Task> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<int>(FunctionShape.TaskWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync(
        this ICluster cluster, LoopRange range, Action<long> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<long>(FunctionShape.Value), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync(
        this ICluster cluster, LoopRange range, Func<long, Task> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<long>(FunctionShape.Task), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync(
        this ICluster cluster, LoopRange range, Action<long, CancellationToken> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<long>(FunctionShape.ValueWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync(ICluster, Range, Action{int}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync(
        this ICluster cluster, LoopRange range, Func<long, CancellationToken, Task> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(range), body, new MapAction<long>(FunctionShape.TaskWithToken), options), cancellationToken);

    /// <summary>Runs a body for each item of a list, on all workers at once. Julia's <c>@distributed for</c>.</summary>
    /// <remarks>
    /// The task ends when all iterations are done. When one fails, nothing more is started, what runs is cancelled and waited for, and
    /// the failure with the lowest index is thrown. What the body captures is sent to each worker once; what it changes there stays there.
    /// </remarks>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="items">The items. Copied at the call; each worker gets only those that it needs.</param>
    /// <param name="body">The body. Its token, if it takes one, is cancelled when the loop fails or is given up.</param>
    /// <param name="options">How to do it; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up: nothing more is started, and what runs is cancelled and waited for.</param>
    /// <returns>A task that ends when all is done.</returns>
    /// <exception cref="RemoteException">The body threw.</exception>
    /// <exception cref="ProcessExitedException">A worker died, and <see cref="LoopOptions.Idempotent"/> is not set.</exception>
    /// <exception cref="InvalidOperationException">The pool has no living worker.</exception>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    public static Task DistributedForAsync<TItem>(
        this ICluster cluster, IReadOnlyList<TItem> items, Action<TItem> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(items), body, new MapAction<TItem>(FunctionShape.Value), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync{TItem}(ICluster, IReadOnlyList{TItem}, Action{TItem}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync<TItem>(
        this ICluster cluster, IReadOnlyList<TItem> items, Func<TItem, Task> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(items), body, new MapAction<TItem>(FunctionShape.Task), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync{TItem}(ICluster, IReadOnlyList{TItem}, Action{TItem}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync<TItem>(
        this ICluster cluster, IReadOnlyList<TItem> items, Action<TItem, CancellationToken> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(items), body, new MapAction<TItem>(FunctionShape.ValueWithToken), options), cancellationToken);

    /// <inheritdoc cref="DistributedForAsync{TItem}(ICluster, IReadOnlyList{TItem}, Action{TItem}, LoopOptions?, CancellationToken)"/>
    public static Task DistributedForAsync<TItem>(
        this ICluster cluster, IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task> body, LoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRun.RunAsync(Setup(cluster, LoopItems.Of(items), body, new MapAction<TItem>(FunctionShape.TaskWithToken), options), cancellationToken);
}
