namespace Orleans.Distributed.Tests.Mapping;

/// <summary>A pool of the user's making that knows of nobody whether he is there or busy.</summary>
internal sealed class Rotation(int[] pids) : IWorkerPool
{
    private int _turn;

    public ValueTask<IReadOnlyList<int>> GetWorkersAsync(CancellationToken cancellationToken = default) => new(pids);

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken = default) => new(true);

    public ValueTask WaitAsync(CancellationToken cancellationToken = default) => default;

    public ValueTask<int> TakeAsync(CancellationToken cancellationToken = default) => new(pids[_turn++ % pids.Length]);

    public void Return(int pid)
    {
        // Nobody has it alone.
    }
}
