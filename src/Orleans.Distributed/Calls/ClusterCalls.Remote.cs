using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <summary>
    /// Makes a delegate that runs a function on the next free worker of a pool, each time it is called, and returns its result. Julia's
    /// <c>remote(f)</c>.
    /// </summary>
    /// <remarks>
    /// The delegate fails as <see cref="RemoteCallFetchAsync{TResult}(ICluster, CallTarget, Func{TResult}, CallOptions)"/> does. When the function takes a
    /// token last, the delegate does too, and the token that is passed gives the call up.
    /// </remarks>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">The function.</param>
    /// <param name="pool">The pool. The default, <see langword="null"/>, is the default pool as it is when the delegate is called.</param>
    /// <returns>The delegate.</returns>
    public static Func<Task<TResult>> Remote<TResult>(this ICluster cluster, Func<TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return () => target.InvokeAsync(Of<TResult>(function));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<Task<TResult>> Remote<TResult>(this ICluster cluster, Func<Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return () => target.InvokeAsync(Of<TResult>(function));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<Task> Remote(this ICluster cluster, Action function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return () => target.InvokeAsync(Of<Nothing>(function));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<Task> Remote(this ICluster cluster, Func<Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return () => target.InvokeAsync(Of<Nothing>(function));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<CancellationToken, Task<TResult>> Remote<TResult>(
        this ICluster cluster, Func<CancellationToken, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return cancellationToken => target.InvokeAsync(Of<TResult>(function), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<CancellationToken, Task<TResult>> Remote<TResult>(
        this ICluster cluster, Func<CancellationToken, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return cancellationToken => target.InvokeAsync(Of<TResult>(function), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<CancellationToken, Task> Remote(
        this ICluster cluster, Action<CancellationToken> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return cancellationToken => target.InvokeAsync(Of<Nothing>(function), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<CancellationToken, Task> Remote(
        this ICluster cluster, Func<CancellationToken, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return cancellationToken => target.InvokeAsync(Of<Nothing>(function), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, Task<TResult>> Remote<T1, TResult>(this ICluster cluster, Func<T1, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return argument1 => target.InvokeAsync(Of<T1, TResult>(function, argument1));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, Task<TResult>> Remote<T1, TResult>(
        this ICluster cluster, Func<T1, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return argument1 => target.InvokeAsync(Of<T1, TResult>(function, argument1));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, Task> Remote<T1>(this ICluster cluster, Action<T1> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return argument1 => target.InvokeAsync(Of<T1, Nothing>(function, argument1));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, Task> Remote<T1>(this ICluster cluster, Func<T1, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return argument1 => target.InvokeAsync(Of<T1, Nothing>(function, argument1));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, CancellationToken, Task<TResult>> Remote<T1, TResult>(
        this ICluster cluster, Func<T1, CancellationToken, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, cancellationToken) => target.InvokeAsync(Of<T1, TResult>(function, argument1), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, CancellationToken, Task<TResult>> Remote<T1, TResult>(
        this ICluster cluster, Func<T1, CancellationToken, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, cancellationToken) => target.InvokeAsync(Of<T1, TResult>(function, argument1), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, CancellationToken, Task> Remote<T1>(
        this ICluster cluster, Action<T1, CancellationToken> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, cancellationToken) => target.InvokeAsync(Of<T1, Nothing>(function, argument1), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, CancellationToken, Task> Remote<T1>(
        this ICluster cluster, Func<T1, CancellationToken, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, cancellationToken) => target.InvokeAsync(Of<T1, Nothing>(function, argument1), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, Task<TResult>> Remote<T1, T2, TResult>(
        this ICluster cluster, Func<T1, T2, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2) => target.InvokeAsync(Of<T1, T2, TResult>(function, argument1, argument2));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, Task<TResult>> Remote<T1, T2, TResult>(
        this ICluster cluster, Func<T1, T2, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2) => target.InvokeAsync(Of<T1, T2, TResult>(function, argument1, argument2));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, Task> Remote<T1, T2>(this ICluster cluster, Action<T1, T2> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2) => target.InvokeAsync(Of<T1, T2, Nothing>(function, argument1, argument2));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, Task> Remote<T1, T2>(this ICluster cluster, Func<T1, T2, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2) => target.InvokeAsync(Of<T1, T2, Nothing>(function, argument1, argument2));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, CancellationToken, Task<TResult>> Remote<T1, T2, TResult>(
        this ICluster cluster, Func<T1, T2, CancellationToken, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, cancellationToken) => target.InvokeAsync(Of<T1, T2, TResult>(function, argument1, argument2), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, CancellationToken, Task<TResult>> Remote<T1, T2, TResult>(
        this ICluster cluster, Func<T1, T2, CancellationToken, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, cancellationToken) => target.InvokeAsync(Of<T1, T2, TResult>(function, argument1, argument2), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, CancellationToken, Task> Remote<T1, T2>(
        this ICluster cluster, Action<T1, T2, CancellationToken> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, cancellationToken) => target.InvokeAsync(Of<T1, T2, Nothing>(function, argument1, argument2), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, CancellationToken, Task> Remote<T1, T2>(
        this ICluster cluster, Func<T1, T2, CancellationToken, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, cancellationToken) => target.InvokeAsync(Of<T1, T2, Nothing>(function, argument1, argument2), cancellationToken);
    }
}
