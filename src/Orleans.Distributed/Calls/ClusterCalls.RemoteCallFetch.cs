using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <summary>Runs a function on a process and returns its result.</summary>
    /// <remarks>
    /// A call that is made inside of a running call ends with that: it is given up when that one is, and has no more time left than
    /// that one.
    /// </remarks>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="target">A pid, a pool or <see cref="CallTarget.Any"/>.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">A deadline, a token that gives the call up, a name. A <see cref="CancellationToken"/> will do.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">The process is gone, was never there, or died meanwhile.</exception>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The function, or an argument, cannot be sent.</exception>
    public static Task<TResult> RemoteCallFetchAsync<TResult>(
        this ICluster cluster, CallTarget target, Func<TResult> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<TResult>(
        this ICluster cluster, CallTarget target, Func<Task<TResult>> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync(this ICluster cluster, CallTarget target, Action function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync(
        this ICluster cluster, CallTarget target, Func<Task> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<TResult>(
        this ICluster cluster, CallTarget target, Func<CancellationToken, TResult> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<TResult>(
        this ICluster cluster, CallTarget target, Func<CancellationToken, Task<TResult>> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<TResult>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync(
        this ICluster cluster, CallTarget target, Action<CancellationToken> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync(
        this ICluster cluster, CallTarget target, Func<CancellationToken, Task> function, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<Nothing>(function), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, TResult> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, Task<TResult>> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1>(
        this ICluster cluster, CallTarget target, Action<T1> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1>(
        this ICluster cluster, CallTarget target, Func<T1, Task> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, TResult> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, Task<TResult>> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, TResult>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1>(
        this ICluster cluster, CallTarget target, Action<T1, CancellationToken> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, Task> function, T1 argument1, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, Nothing>(function, argument1), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, TResult> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, Task<TResult>> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1, T2>(
        this ICluster cluster, CallTarget target, Action<T1, T2> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1, T2>(
        this ICluster cluster, CallTarget target, Func<T1, T2, Task> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, TResult> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, TResult>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1, T2>(
        this ICluster cluster, CallTarget target, Action<T1, T2, CancellationToken> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1, T2>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, Task> function, T1 argument1, T2 argument2, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, Nothing>(function, argument1, argument2), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, TResult> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, Task> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, TResult> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, CancellationToken> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, Task> function, T1 argument1, T2 argument2, T3 argument3, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, T4> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    public static Task RemoteCallFetchAsync<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> RemoteCallFetchAsync<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, T4, CancellationToken> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);

    /// <inheritdoc cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task RemoteCallFetchAsync<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4, CallOptions options = default) =>
        DistributedCluster.From(cluster).InvokeAsync(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), options);
}
