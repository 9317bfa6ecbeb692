using Orleans.Distributed.Functions;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>
/// A pool whose calls send each function to each worker once, with what it captures, and name it by a number afterwards.
/// </summary>
/// <remarks>
/// <para>
/// Julia's <c>CachingPool</c>. It pays where a function captures much and is called often. What it captures is frozen: a worker goes on
/// with what that was when the function was first called there, until <see cref="ClearAsync"/>. On the own process nothing is copied, and
/// so nothing is frozen. Arguments are sent with each call as ever, and <c>RemoteDo</c> sends the function each time.
/// </para>
/// <para>
/// Functions are told apart as delegates are: by their method and target. A lambda that captures variables is another function each time
/// the method around it runs, so keep the delegate. The workers keep the 256 functions that were called last.
/// </para>
/// </remarks>
public sealed class CachingPool : IWorkerPool
{
    /// <summary>Makes a pool.</summary>
    /// <param name="cluster">The cluster that the workers belong to.</param>
    /// <param name="workers">The pids of the members. One that is listed twice is in the pool once, and one that is gone is left out.</param>
    /// <exception cref="ProcessExitedException">One of the processes was never there.</exception>
    public CachingPool(ICluster cluster, IEnumerable<int> workers)
        : this(DistributedCluster.From(cluster), new WorkerPool(cluster, workers))
    {
    }

    internal CachingPool(DistributedCluster cluster, WorkerPool members)
    {
        Members = members;
        Functions = new FunctionCache(cluster.Handles, cluster.Calls);
    }

    /// <summary>Where the workers come from.</summary>
    internal WorkerPool Members { get; }

    /// <summary>What the workers have got from this process.</summary>
    internal FunctionCache Functions { get; }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<int>> GetWorkersAsync(CancellationToken cancellationToken = default) => Members.GetWorkersAsync(cancellationToken);

    /// <inheritdoc cref="WorkerPool.CountAsync"/>
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => Members.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken = default) => Members.IsReadyAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default) => Members.WaitAsync(cancellationToken);

    /// <inheritdoc cref="WorkerPool.AddAsync"/>
    public ValueTask AddAsync(int pid, CancellationToken cancellationToken = default) => Members.AddAsync(pid, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> TakeAsync(CancellationToken cancellationToken = default) => Members.TakeAsync(cancellationToken);

    /// <inheritdoc/>
    public void Return(int pid) => Members.Return(pid);

    /// <inheritdoc/>
    public ValueTask<WorkerLease> LeaseAsync(CancellationToken cancellationToken = default) => Members.LeaseAsync(cancellationToken);

    /// <summary>
    /// Lets the workers forget the functions that this process has sent them through this pool. They are sent again when they are called
    /// again. Julia's <c>clear!</c>.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting for the workers; they forget the functions all the same.</param>
    /// <returns>A task that is done when the workers have forgotten every function that is not running.</returns>
    public Task ClearAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return Functions.ClearAsync(cancellationToken);
    }
}
