namespace Orleans.Distributed.Work;

/// <summary>Whichever worker of a pool is free.</summary>
internal sealed class PoolPlacement<TPiece>(IWorkerPool pool) : IPlacement<TPiece>
{
    public int Width => pool.Workers.Count;

    public bool IsReady => pool.IsReady;

    public ValueTask<int> TakeAsync(TPiece piece, CancellationToken cancellationToken) => pool.TakeAsync(cancellationToken);

    public void Return(int pid) => pool.Return(pid);
}
