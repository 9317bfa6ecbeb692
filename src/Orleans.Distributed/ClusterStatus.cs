using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>A status for each process, which any process can set and read: how far it has come, or whether it is ready.</summary>
/// <remarks>
/// Statuses are kept at the head, by process and scope. They are deleted when the process has fully gone; the callbacks for its exit
/// (<see cref="ClusterCallbacks"/>) can still read them. Julia's <c>setstatus!</c> and <c>getstatus</c>.
/// </remarks>
public static class ClusterStatus
{
    /// <summary>Sets the status of a process.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="status">
    /// Any value that can be sent, but no handle such as a future; <see langword="null"/> takes the status away. A copy is kept.
    /// </param>
    /// <param name="pid">The process; this one by default.</param>
    /// <param name="scope">
    /// Whose status it is: a library gives its name, so that others do not overwrite it. The default is <see langword="null"/>, the
    /// scope of the program, which is the same as the empty text.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; the status may be set all the same.</param>
    /// <returns>A task that ends when every process would read the new status.</returns>
    /// <exception cref="ArgumentException">There is no such process, or not any more.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The status cannot be sent.</exception>
    public static Task SetStatusAsync(
        this ICluster cluster, object? status, int? pid = null, string? scope = null, CancellationToken cancellationToken = default)
    {
        DistributedCluster here = DistributedCluster.From(cluster);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return here.Services.Statuses.SetAsync(status, pid, scope, cancellationToken);
    }

    /// <summary>The status of a process.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process; this one by default.</param>
    /// <param name="scope">Whose status it is, as for <see cref="SetStatusAsync"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A copy of the status; <see langword="null"/> when none is set.</returns>
    /// <exception cref="ArgumentException">There is no such process, or not any more.</exception>
    public static Task<object?> GetStatusAsync(
        this ICluster cluster, int? pid = null, string? scope = null, CancellationToken cancellationToken = default)
    {
        DistributedCluster here = DistributedCluster.From(cluster);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return here.Services.Statuses.GetAsync(pid, scope, cancellationToken);
    }

    /// <summary>The status of a process, when it is known what type it has.</summary>
    /// <typeparam name="T">The type of the status.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process; this one by default.</param>
    /// <param name="scope">Whose status it is, as for <see cref="SetStatusAsync"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>
    /// A copy of the status; the default of <typeparamref name="T"/> when none is set. Ask for <c>int?</c> rather than <c>int</c> to tell 0
    /// from none.
    /// </returns>
    /// <exception cref="ArgumentException">There is no such process, or not any more.</exception>
    /// <exception cref="InvalidCastException">The status has another type.</exception>
    public static async Task<T?> GetStatusAsync<T>(
        this ICluster cluster, int? pid = null, string? scope = null, CancellationToken cancellationToken = default) =>
        await cluster.GetStatusAsync(pid, scope, cancellationToken).ConfigureAwait(false) switch
        {
            null => default,
            T status => status,
            { } other => throw new InvalidCastException($"The status is a {other.GetType()}, not a {typeof(T)}."),
        };
}
