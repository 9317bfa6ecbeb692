using System.Runtime.CompilerServices;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <summary>Runs a function on any worker, each in its turn, and returns its result. Julia's <c>@fetch</c>.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">A deadline, a token that gives the call up, a name. A <see cref="CancellationToken"/> will do.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">The worker died meanwhile.</exception>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static Task<TResult> FetchAsync<TResult>(this ICluster cluster, Func<TResult> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    public static Task<TResult> FetchAsync<TResult>(this ICluster cluster, Func<Task<TResult>> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    public static Task FetchAsync(this ICluster cluster, Action function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    public static Task FetchAsync(this ICluster cluster, Func<Task> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> FetchAsync<TResult>(
        this ICluster cluster, Func<CancellationToken, TResult> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> FetchAsync<TResult>(
        this ICluster cluster, Func<CancellationToken, Task<TResult>> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task FetchAsync(this ICluster cluster, Action<CancellationToken> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task FetchAsync(this ICluster cluster, Func<CancellationToken, Task> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, options);
}
