namespace Orleans.Distributed.Tests.Support;

/// <summary>A cluster manager that can launch nothing.</summary>
internal sealed class UnableManager : IClusterManager
{
    public IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken) =>
        workers.Select(w => new LaunchResult(w.Pid, new NotSupportedException("no workers here"))).ToAsyncEnumerable();
}
