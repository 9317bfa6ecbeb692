namespace Orleans.Distributed.Work;

/// <summary>Finds who does a work.</summary>
internal static class Placements
{
    /// <summary>Whether this process alone does the work: it is told to, or there is no other.</summary>
    public static bool IsOwn(DistributedCluster cluster, bool isDistributed, IWorkerPool? pool) =>
        !isDistributed || (pool is null && cluster.ProcessTable.View.LinkedWorkers(cluster.MyId) is [int only] && only == cluster.MyId);

    /// <summary>The workers of a pool, or all there are now, or this process.</summary>
    public static async ValueTask<IPlacement<TPiece>> ForAsync<TPiece>(
        DistributedCluster cluster, bool isOwn, IWorkerPool? pool, CancellationToken cancellationToken)
    {
        if (isOwn)
        {
            return new OwnPlacement<TPiece>(cluster.MyId);
        }

        // Without a pool, one of this work alone: so works inside of works share the workers, and never wait for each other.
        IWorkerPool from = pool ?? new WorkerPool(cluster, cluster.ProcessTable.View.LinkedWorkers(cluster.MyId));
        var placement = await PoolPlacement<TPiece>.OfAsync(cluster.ProcessTable, from, cancellationToken).ConfigureAwait(false);
        return pool is not null && await HeldLeases.OfAsync(pool, cancellationToken).ConfigureAwait(false) is { } held
            ? new NestedPlacement<TPiece>(cluster.ProcessTable, placement, held)
            : placement;
    }
}
