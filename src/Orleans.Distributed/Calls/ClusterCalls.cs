using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
/// <remarks>
/// A function may be synchronous or asynchronous, with or without a result, and may take a
/// <see cref="CancellationToken"/> after its arguments, which is cancelled when its caller gives up. Captured variables
/// and arguments are sent by value; on the own process nothing is copied.
/// </remarks>
public static partial class ClusterCalls
{
    /// <summary>Runs a function on a process and leaves the result there. Julia's <c>@spawnat p</c>.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process.</param>
    /// <param name="function">The function.</param>
    /// <returns>The future of the result.</returns>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    public static Future<TResult> SpawnAt<TResult>(this ICluster cluster, int pid, Func<TResult> function) => cluster.RemoteCall(pid, function);

    /// <inheritdoc cref="SpawnAt{TResult}(ICluster, int, Func{TResult})"/>
    public static Future<TResult> SpawnAt<TResult>(this ICluster cluster, int pid, Func<Task<TResult>> function) => cluster.RemoteCall(pid, function);

    /// <inheritdoc cref="SpawnAt{TResult}(ICluster, int, Func{TResult})"/>
    public static Future SpawnAt(this ICluster cluster, int pid, Action function) => cluster.RemoteCall(pid, function);

    /// <inheritdoc cref="SpawnAt{TResult}(ICluster, int, Func{TResult})"/>
    public static Future SpawnAt(this ICluster cluster, int pid, Func<Task> function) => cluster.RemoteCall(pid, function);

    /// <summary>Runs a function on any worker, each in its turn, and leaves the result there. Julia's <c>@spawnat :any</c>.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">The function.</param>
    /// <returns>The future of the result.</returns>
    public static Future<TResult> Spawn<TResult>(this ICluster cluster, Func<TResult> function) => cluster.RemoteCall(CallTarget.Any, function);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult})"/>
    public static Future<TResult> Spawn<TResult>(this ICluster cluster, Func<Task<TResult>> function) => cluster.RemoteCall(CallTarget.Any, function);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult})"/>
    public static Future Spawn(this ICluster cluster, Action function) => cluster.RemoteCall(CallTarget.Any, function);

    /// <inheritdoc cref="Spawn{TResult}(ICluster, Func{TResult})"/>
    public static Future Spawn(this ICluster cluster, Func<Task> function) => cluster.RemoteCall(CallTarget.Any, function);

    /// <summary>Runs a function on any worker, each in its turn, and returns its result. Julia's <c>@fetch</c>.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">The worker died meanwhile.</exception>
    public static Task<TResult> FetchAsync<TResult>(this ICluster cluster, Func<TResult> function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, cancellationToken);

    /// <inheritdoc cref="FetchAsync{TResult}(ICluster, Func{TResult}, CancellationToken)"/>
    public static Task<TResult> FetchAsync<TResult>(
        this ICluster cluster, Func<Task<TResult>> function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(CallTarget.Any, function, cancellationToken);

    /// <summary>Runs a function on a process and returns its result. Julia's <c>@fetchfrom</c>.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process.</param>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">The process is gone, was never there, or died meanwhile.</exception>
    public static Task<TResult> FetchFromAsync<TResult>(
        this ICluster cluster, int pid, Func<TResult> function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(pid, function, cancellationToken);

    /// <inheritdoc cref="FetchFromAsync{TResult}(ICluster, int, Func{TResult}, CancellationToken)"/>
    public static Task<TResult> FetchFromAsync<TResult>(
        this ICluster cluster, int pid, Func<Task<TResult>> function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(pid, function, cancellationToken);

    private static ICluster Checked(ICluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster;
    }

    private static async Task<Future> WithoutType(Task<Future<Nothing>> waiting) => await waiting.ConfigureAwait(false);

    private static RemoteFunction<TResult> Of<TResult>(Delegate function) => new(new InvocationWithoutArguments<TResult>(NotNull(function)));

    private static RemoteFunction<TResult> Of<T1, TResult>(Delegate function, T1 argument1) =>
        new(new Invocation<T1, TResult>(NotNull(function), argument1));

    private static RemoteFunction<TResult> Of<T1, T2, TResult>(Delegate function, T1 argument1, T2 argument2) =>
        new(new Invocation<T1, T2, TResult>(NotNull(function), argument1, argument2));

    private static RemoteFunction<TResult> Of<T1, T2, T3, TResult>(Delegate function, T1 argument1, T2 argument2, T3 argument3) =>
        new(new Invocation<T1, T2, T3, TResult>(NotNull(function), argument1, argument2, argument3));

    private static RemoteFunction<TResult> Of<T1, T2, T3, T4, TResult>(
        Delegate function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        new(new Invocation<T1, T2, T3, T4, TResult>(NotNull(function), argument1, argument2, argument3, argument4));

    private static Delegate NotNull(Delegate function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function;
    }
}
