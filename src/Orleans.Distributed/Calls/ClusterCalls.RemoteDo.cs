using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <summary>Runs a function on a process, and does not wait. What it throws raises <see cref="Cluster.UnobservedRemoteError"/>.</summary>
    /// <remarks>The call lives on its own: one that is made inside of a running call does not end with that.</remarks>
    /// <typeparam name="TResult">What the function returns; nobody gets it.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="target">A pid, a pool or <see cref="CallTarget.Any"/>.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">A deadline, a token that gives the call up, a name. A <see cref="CancellationToken"/> will do.</param>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The function, or an argument, cannot be sent.</exception>
    public static void RemoteDo<TResult>(
        this ICluster cluster, CallTarget target, Func<TResult> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<TResult>(
        this ICluster cluster, CallTarget target, Func<Task<TResult>> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo(this ICluster cluster, CallTarget target, Action function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo(this ICluster cluster, CallTarget target, Func<Task> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<TResult>(
        this ICluster cluster, CallTarget target, Func<CancellationToken, TResult> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<TResult>(
        this ICluster cluster, CallTarget target, Func<CancellationToken, Task<TResult>> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo(
        this ICluster cluster, CallTarget target, Action<CancellationToken> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo(
        this ICluster cluster, CallTarget target, Func<CancellationToken, Task> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, TResult> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, Task<TResult>> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1>(
        this ICluster cluster, CallTarget target, Action<T1> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1>(
        this ICluster cluster, CallTarget target, Func<T1, Task> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, TResult> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, Task<TResult>> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1>(
        this ICluster cluster, CallTarget target, Action<T1, CancellationToken> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, Task> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, TResult> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, Task<TResult>> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2>(
        this ICluster cluster, CallTarget target, Action<T1, T2> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2>(
        this ICluster cluster, CallTarget target, Func<T1, T2, Task> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, TResult> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2>(
        this ICluster cluster, CallTarget target, Action<T1, T2, CancellationToken> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, Task> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, TResult> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, Task> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, TResult> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, CancellationToken> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, Task> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, T4> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static void RemoteDo<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, T4, CancellationToken> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteDo{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static void RemoteDo<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).Post(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);
}
