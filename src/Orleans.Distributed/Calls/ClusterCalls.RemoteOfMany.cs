using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, Task<TResult>> Remote<T1, T2, T3, TResult>(
        this ICluster cluster, Func<T1, T2, T3, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3) => target.InvokeAsync(Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, Task<TResult>> Remote<T1, T2, T3, TResult>(
        this ICluster cluster, Func<T1, T2, T3, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3) => target.InvokeAsync(Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, Task> Remote<T1, T2, T3>(this ICluster cluster, Action<T1, T2, T3> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3) => target.InvokeAsync(Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, Task> Remote<T1, T2, T3>(
        this ICluster cluster, Func<T1, T2, T3, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3) => target.InvokeAsync(Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, CancellationToken, Task<TResult>> Remote<T1, T2, T3, TResult>(
        this ICluster cluster, Func<T1, T2, T3, CancellationToken, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, CancellationToken, Task<TResult>> Remote<T1, T2, T3, TResult>(
        this ICluster cluster, Func<T1, T2, T3, CancellationToken, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, CancellationToken, Task> Remote<T1, T2, T3>(
        this ICluster cluster, Action<T1, T2, T3, CancellationToken> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, CancellationToken, Task> Remote<T1, T2, T3>(
        this ICluster cluster, Func<T1, T2, T3, CancellationToken, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, T4, Task<TResult>> Remote<T1, T2, T3, T4, TResult>(
        this ICluster cluster, Func<T1, T2, T3, T4, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4) => target.InvokeAsync(Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, T4, Task<TResult>> Remote<T1, T2, T3, T4, TResult>(
        this ICluster cluster, Func<T1, T2, T3, T4, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4) => target.InvokeAsync(Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, T4, Task> Remote<T1, T2, T3, T4>(
        this ICluster cluster, Action<T1, T2, T3, T4> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4) => target.InvokeAsync(Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    public static Func<T1, T2, T3, T4, Task> Remote<T1, T2, T3, T4>(
        this ICluster cluster, Func<T1, T2, T3, T4, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4) => target.InvokeAsync(Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4));
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> Remote<T1, T2, T3, T4, TResult>(
        this ICluster cluster, Func<T1, T2, T3, T4, CancellationToken, TResult> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> Remote<T1, T2, T3, T4, TResult>(
        this ICluster cluster, Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, T4, CancellationToken, Task> Remote<T1, T2, T3, T4>(
        this ICluster cluster, Action<T1, T2, T3, T4, CancellationToken> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), cancellationToken);
    }

    /// <inheritdoc cref="Remote{TResult}(ICluster, Func{TResult}, IWorkerPool?)"/>
    [OverloadResolutionPriority(TakesToken)]
    public static Func<T1, T2, T3, T4, CancellationToken, Task> Remote<T1, T2, T3, T4>(
        this ICluster cluster, Func<T1, T2, T3, T4, CancellationToken, Task> function, IWorkerPool? pool = null)
    {
        var target = new RemoteTarget(cluster, function, pool);
        return (argument1, argument2, argument3, argument4, cancellationToken) => target.InvokeAsync(Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4), cancellationToken);
    }
}
