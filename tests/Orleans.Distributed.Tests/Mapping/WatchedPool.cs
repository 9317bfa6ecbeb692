namespace Orleans.Distributed.Tests.Mapping;

/// <summary>A pool of the user's making, around another one.</summary>
internal sealed class WatchedPool(IWorkerPool pool) : IWorkerPool
{
    /// <summary>Ends when the pool could not say whether a worker is free.</summary>
    public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool CannotReturn { get; init; }

    public ValueTask<IReadOnlyList<int>> GetWorkersAsync(CancellationToken cancellationToken = default) => pool.GetWorkersAsync(cancellationToken);

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await pool.IsReadyAsync(cancellationToken);
        }
        catch
        {
            Failed.TrySetResult();
            throw;
        }
    }

    public ValueTask WaitAsync(CancellationToken cancellationToken = default) => pool.WaitAsync(cancellationToken);

    public ValueTask<int> TakeAsync(CancellationToken cancellationToken = default) => pool.TakeAsync(cancellationToken);

    public void Return(int pid)
    {
        pool.Return(pid);
        if (CannotReturn)
        {
            throw new NotSupportedException("takes nothing back");
        }
    }
}
