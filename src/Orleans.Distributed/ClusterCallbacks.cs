using Orleans.Distributed.Callbacks;

namespace Orleans.Distributed;

/// <summary>Functions of the program that are called when workers come and go.</summary>
/// <remarks>
/// <para>
/// They are registered at the head and called there, where functions of calls run: one that blocks holds nothing else up, and
/// <c>Cluster.Current</c> is the head. Callbacks that are called for the same reason run at the same time; they begin in the order of
/// their registration. A callback that is removed while it runs goes on, and is not called again.
/// </para>
/// <para>
/// A callback may add and remove workers itself. One that removes the very worker that it is called for, and which is being removed,
/// does not wait for that. <see cref="ICluster.Cancellation"/> is cancelled when nobody waits for the callback any more.
/// </para>
/// <para>The callbacks of Julia's <c>DistributedNext</c>.</para>
/// </remarks>
public static class ClusterCallbacks
{
    /// <summary>
    /// Adds a callback that is called each time before workers are launched, and waited for. When it fails, nothing is launched and
    /// <c>AddProcsAsync</c> throws an <see cref="AggregateException"/>. It may change the options of the launch.
    /// </summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="callback">Called with what launches the workers, and how they are added.</param>
    /// <param name="key">Its name among the callbacks of this kind; <see langword="null"/>, the default, makes one.</param>
    /// <returns>The registration; disposing it removes the callback.</returns>
    /// <exception cref="ArgumentException">The key is taken by another callback of this kind.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    public static WorkerCallback AddWorkerStartingCallback(
        this ICluster cluster, Func<IClusterManager, AddProcsOptions, Task> callback, string? key = null) =>
        Of(cluster).Starting.Add(callback, key);

    /// <inheritdoc cref="AddWorkerStartingCallback(ICluster, Func{IClusterManager, AddProcsOptions, Task}, string?)"/>
    public static WorkerCallback AddWorkerStartingCallback(
        this ICluster cluster, Action<IClusterManager, AddProcsOptions> callback, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return cluster.AddWorkerStartingCallback(
            (manager, options) =>
            {
                callback(manager, options);
                return Task.CompletedTask;
            },
            key);
    }

    /// <summary>
    /// Adds a callback that is called for each new worker when all of them have joined, and waited for. When it fails,
    /// <c>AddProcsAsync</c> throws an <see cref="AddProcsException"/>; the workers belong to the cluster all the same.
    /// </summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="callback">Called with the pid of the worker.</param>
    /// <param name="key">Its name among the callbacks of this kind; <see langword="null"/>, the default, makes one.</param>
    /// <returns>The registration; disposing it removes the callback.</returns>
    /// <exception cref="ArgumentException">The key is taken by another callback of this kind.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    public static WorkerCallback AddWorkerStartedCallback(this ICluster cluster, Func<int, Task> callback, string? key = null) =>
        Of(cluster).Started.Add(callback, key);

    /// <inheritdoc cref="AddWorkerStartedCallback(ICluster, Func{int, Task}, string?)"/>
    public static WorkerCallback AddWorkerStartedCallback(this ICluster cluster, Action<int> callback, string? key = null) =>
        cluster.AddWorkerStartedCallback(Asynchronous(callback), key);

    /// <summary>
    /// Adds a callback that is called before a worker is removed, while it still answers. All of them are waited for at most
    /// <see cref="RmProcsOptions.CallbackTimeout"/> in total; then the removal goes on. What it throws is logged, and changes nothing.
    /// It is not called for workers that die.
    /// </summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="callback">Called with the pid of the worker.</param>
    /// <param name="key">Its name among the callbacks of this kind; <see langword="null"/>, the default, makes one.</param>
    /// <returns>The registration; disposing it removes the callback.</returns>
    /// <exception cref="ArgumentException">The key is taken by another callback of this kind.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    public static WorkerCallback AddWorkerExitingCallback(this ICluster cluster, Func<int, Task> callback, string? key = null) =>
        Of(cluster).Exiting.Add(callback, key);

    /// <inheritdoc cref="AddWorkerExitingCallback(ICluster, Func{int, Task}, string?)"/>
    public static WorkerCallback AddWorkerExitingCallback(this ICluster cluster, Action<int> callback, string? key = null) =>
        cluster.AddWorkerExitingCallback(Asynchronous(callback), key);

    /// <summary>
    /// Adds a callback that is called when a worker is gone, for whatever reason. What it throws is logged, and changes nothing. The
    /// statuses of the worker (<see cref="ClusterStatus"/>) can still be read, and are deleted when all callbacks have ended.
    /// </summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="callback">
    /// Called with the pid of the worker; <see cref="WorkerState.Terminated"/> when it was removed and
    /// <see cref="WorkerState.Exterminated"/> when it died; and the exit code or signal and last lines of its standard error.
    /// </param>
    /// <param name="key">Its name among the callbacks of this kind; <see langword="null"/>, the default, makes one.</param>
    /// <returns>The registration; disposing it removes the callback.</returns>
    /// <exception cref="ArgumentException">The key is taken by another callback of this kind.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    public static WorkerCallback AddWorkerExitedCallback(this ICluster cluster, Func<WorkerExited, Task> callback, string? key = null) =>
        Of(cluster).Exited.Add(callback, key);

    /// <inheritdoc cref="AddWorkerExitedCallback(ICluster, Func{WorkerExited, Task}, string?)"/>
    public static WorkerCallback AddWorkerExitedCallback(this ICluster cluster, Action<WorkerExited> callback, string? key = null) =>
        cluster.AddWorkerExitedCallback(Asynchronous(callback), key);

    /// <summary>Removes a callback.</summary>
    /// <param name="cluster">The cluster, at its head.</param>
    /// <param name="key">Its name.</param>
    /// <returns>Whether there was one with this name.</returns>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    public static bool RemoveWorkerStartingCallback(this ICluster cluster, string key) => Of(cluster).Starting.Remove(key);

    /// <inheritdoc cref="RemoveWorkerStartingCallback"/>
    public static bool RemoveWorkerStartedCallback(this ICluster cluster, string key) => Of(cluster).Started.Remove(key);

    /// <inheritdoc cref="RemoveWorkerStartingCallback"/>
    public static bool RemoveWorkerExitingCallback(this ICluster cluster, string key) => Of(cluster).Exiting.Remove(key);

    /// <inheritdoc cref="RemoveWorkerStartingCallback"/>
    public static bool RemoveWorkerExitedCallback(this ICluster cluster, string key) => Of(cluster).Exited.Remove(key);

    private static WorkerCallbacks Of(ICluster cluster)
    {
        DistributedCluster here = DistributedCluster.From(cluster);
        return here.MyId == 1 ? here.Services.Callbacks : throw Errors.CallbacksAtHead(here.MyId);
    }

    private static Func<T, Task> Asynchronous<T>(Action<T> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return argument =>
        {
            callback(argument);
            return Task.CompletedTask;
        };
    }
}
