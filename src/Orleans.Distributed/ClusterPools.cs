using Orleans.Distributed.Pools;

namespace Orleans.Distributed;

/// <summary>What concerns all pools of a cluster.</summary>
public static class ClusterPools
{
    /// <summary>
    /// Makes another pool the default of the whole cluster: <see cref="ICluster.DefaultWorkerPool"/> of every process stands for it from
    /// now on. Workers that were taken before go back to the pool they were taken from. Julia's <c>default_worker_pool!</c>.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pool">
    /// The pool. It lives where it was made; when that process dies, the pool of all workers is the default again, also for those who
    /// wait.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the head's answer; the pool may be replaced all the same.</param>
    /// <exception cref="ArgumentException"><paramref name="pool"/> is the default pool itself.</exception>
    public static Task SetDefaultWorkerPoolAsync(this ICluster cluster, WorkerPool pool, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(pool);
        if (pool.IsDefault)
        {
            throw new ArgumentException("This stands for the default pool, so it cannot replace it. Give a pool that you have made.", nameof(pool));
        }

        return DistributedCluster.From(cluster).Calls.InvokeAsync(1, new DefaultPoolChange(pool), cancellationToken);
    }
}
