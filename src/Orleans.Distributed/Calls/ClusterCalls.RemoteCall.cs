using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
public static partial class ClusterCalls
{
    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<TResult>(this ICluster cluster, CallTarget target, Func<TResult> function) =>
        Checked(cluster).Start(target, Of<TResult>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<TResult>(this ICluster cluster, CallTarget target, Func<Task<TResult>> function) =>
        Checked(cluster).Start(target, Of<TResult>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall(this ICluster cluster, CallTarget target, Action function) =>
        Checked(cluster).Start(target, Of<Nothing>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall(this ICluster cluster, CallTarget target, Func<Task> function) =>
        Checked(cluster).Start(target, Of<Nothing>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<TResult>(
        this ICluster cluster, CallTarget target, Func<CancellationToken, TResult> function) =>
        Checked(cluster).Start(target, Of<TResult>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<TResult>(
        this ICluster cluster, CallTarget target, Func<CancellationToken, Task<TResult>> function) =>
        Checked(cluster).Start(target, Of<TResult>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall(this ICluster cluster, CallTarget target, Action<CancellationToken> function) =>
        Checked(cluster).Start(target, Of<Nothing>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall(this ICluster cluster, CallTarget target, Func<CancellationToken, Task> function) =>
        Checked(cluster).Start(target, Of<Nothing>(function));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, TResult> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, TResult>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, Task<TResult>> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, TResult>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1>(this ICluster cluster, CallTarget target, Action<T1> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, Nothing>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1>(this ICluster cluster, CallTarget target, Func<T1, Task> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, Nothing>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, TResult> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, TResult>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, Task<TResult>> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, TResult>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1>(this ICluster cluster, CallTarget target, Action<T1, CancellationToken> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, Nothing>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1>(
        this ICluster cluster, CallTarget target, Func<T1, CancellationToken, Task> function, T1 argument1) =>
        Checked(cluster).Start(target, Of<T1, Nothing>(function, argument1));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, TResult> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, TResult>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, Task<TResult>> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, TResult>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2>(
        this ICluster cluster, CallTarget target, Action<T1, T2> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, Nothing>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2>(
        this ICluster cluster, CallTarget target, Func<T1, T2, Task> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, Nothing>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, TResult> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, TResult>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, TResult>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2>(
        this ICluster cluster, CallTarget target, Action<T1, T2, CancellationToken> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, Nothing>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2>(
        this ICluster cluster, CallTarget target, Func<T1, T2, CancellationToken, Task> function, T1 argument1, T2 argument2) =>
        Checked(cluster).Start(target, Of<T1, T2, Nothing>(function, argument1, argument2));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, TResult> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, Task> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, TResult> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, TResult>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, CancellationToken> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, CancellationToken, Task> function, T1 argument1, T2 argument2, T3 argument3) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, Nothing>(function, argument1, argument2, argument3));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, T4> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, TResult> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future<TResult> RemoteCall<T1, T2, T3, T4, TResult>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, TResult>(function, argument1, argument2, argument3, argument4));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Action<T1, T2, T3, T4, CancellationToken> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4));

    /// <inheritdoc cref="ICluster.Start{T}(CallTarget, RemoteFunction{T})"/>
    public static Future RemoteCall<T1, T2, T3, T4>(
        this ICluster cluster, CallTarget target, Func<T1, T2, T3, T4, CancellationToken, Task> function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        Checked(cluster).Start(target, Of<T1, T2, T3, T4, Nothing>(function, argument1, argument2, argument3, argument4));
}
