using System.Runtime.CompilerServices;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <summary>Runs a function on any worker, each in its turn, and leaves the result there. Julia's <c>@spawnat :any</c>.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">A deadline, a token that gives the call up, a name. A <see cref="CancellationToken"/> will do.</param>
    /// <returns>The future of the result.</returns>
    public static Future<TResult> Spawn<TResult>(this ICluster cluster, Func<TResult> function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    public static Future<TResult> Spawn<TResult>(this ICluster cluster, Func<Task<TResult>> function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    public static Future Spawn(this ICluster cluster, Action function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    public static Future Spawn(this ICluster cluster, Func<Task> function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Future<TResult> Spawn<TResult>(
        this ICluster cluster, Func<CancellationToken, TResult> function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Future<TResult> Spawn<TResult>(
        this ICluster cluster, Func<CancellationToken, Task<TResult>> function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Future Spawn(this ICluster cluster, Action<CancellationToken> function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult}, CallOptions)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Future Spawn(this ICluster cluster, Func<CancellationToken, Task> function, CallOptions options = default) =>
        cluster.RemoteCall(CallTarget.Any, function, options);
}
