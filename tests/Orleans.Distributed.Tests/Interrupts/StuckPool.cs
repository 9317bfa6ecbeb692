using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Interrupts;

/// <summary>A pool of the user's making that never gives a worker, and holds the thread of whoever asks.</summary>
internal sealed class StuckPool(Gate asked) : IWorkerPool
{
    public ValueTask<IReadOnlyList<int>> GetWorkersAsync(CancellationToken cancellationToken = default) => new([2]);

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken = default) => new(false);

    public ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        Stick();
        return default;
    }

    public ValueTask<int> TakeAsync(CancellationToken cancellationToken = default)
    {
        Stick();
        return new(2);
    }

    public void Return(int pid) => Stick();

    private void Stick()
    {
        asked.Arrive();
        Thread.Sleep(Timeout.Infinite);
    }
}
