namespace Orleans.Distributed.Tests.Support;

/// <summary>A cluster manager that can launch nothing.</summary>
/// <param name="asked">Told of each worker that is to be launched.</param>
internal sealed class UnableManager(Action<int> asked) : IClusterManager
{
    public IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken) =>
        workers.Select(Refuse).ToAsyncEnumerable();

    private LaunchResult Refuse(WorkerLaunch worker)
    {
        asked(worker.Pid);
        return new LaunchResult(worker.Pid, new NotSupportedException("no workers here"));
    }
}
