using System.Runtime.CompilerServices;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <summary>Runs a function on a process and returns its result. Julia's <c>@fetchfrom</c>.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">A deadline, a token that gives the call up, a name. A <see cref="CancellationToken"/> will do.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">The process is gone, was never there, or died meanwhile.</exception>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static Task<TResult> FetchFromAsync<TResult>(
        this ICluster cluster, int pid, Func<TResult> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CallOptions)"/>
    public static Task<TResult> FetchFromAsync<TResult>(
        this ICluster cluster, int pid, Func<Task<TResult>> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CallOptions)"/>
    public static Task FetchFromAsync(this ICluster cluster, int pid, Action function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CallOptions)"/>
    public static Task FetchFromAsync(this ICluster cluster, int pid, Func<Task> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> FetchFromAsync<TResult>(
        this ICluster cluster, int pid, Func<CancellationToken, TResult> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task<TResult> FetchFromAsync<TResult>(
        this ICluster cluster, int pid, Func<CancellationToken, Task<TResult>> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task FetchFromAsync(
        this ICluster cluster, int pid, Action<CancellationToken> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Task FetchFromAsync(
        this ICluster cluster, int pid, Func<CancellationToken, Task> function, CallOptions options = default) =>
        cluster.RemoteCallFetchAsync(pid, function, options);
}
