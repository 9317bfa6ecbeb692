using Orleans.Distributed.Work;

namespace Orleans.Distributed.Loops;

/// <summary>Each piece has its worker, whether it is free or not; one whose worker is gone goes to the next that is there.</summary>
internal sealed class FixedPlacement(DistributedCluster cluster, IReadOnlyList<int> workers) : IPlacement<LoopPiece>
{
    public int Width => workers.Count;

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => new(false);

    public ValueTask<WorkerLease> TakeAsync(LoopPiece piece, CancellationToken cancellationToken)
    {
        for (int i = 0; i < workers.Count; i++)
        {
            int pid = workers[(piece.Number + i) % workers.Count];
            if (cluster.ProcessTable.IsAlive(pid))
            {
                return new(new WorkerLease(pid, static () => { }));
            }
        }

        throw Errors.NoActiveWorker();
    }

    public void Dispose()
    {
        // Nothing was taken.
    }
}
