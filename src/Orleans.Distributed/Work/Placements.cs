namespace Orleans.Distributed.Work;

/// <summary>Finds who does a work.</summary>
internal static class Placements
{
    /// <summary>The workers of a pool, or all there are now, or this process.</summary>
    public static IPlacement<TPiece> For<TPiece>(DistributedCluster cluster, bool isDistributed, IWorkerPool? pool)
    {
        if (!isDistributed || (pool is null && cluster.Workers is [int only] && only == cluster.MyId))
        {
            return new OwnPlacement<TPiece>(cluster.MyId);
        }

        if (pool is not null)
        {
            return new PoolPlacement<TPiece>(pool);
        }

        // A pool of this work alone: so works inside of works share the workers, and never wait for each other.
        var own = new WorkerPool(cluster, []);
        foreach (int pid in cluster.Workers)
        {
            own.TryAdd(pid);
        }

        return new PoolPlacement<TPiece>(own);
    }
}
