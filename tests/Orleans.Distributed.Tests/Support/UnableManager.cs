namespace Orleans.Distributed.Tests.Support;

/// <summary>A cluster manager that can launch nothing.</summary>
internal sealed class UnableManager : IClusterManager
{
    public Task<IReadOnlyList<LaunchResult>> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LaunchResult>>([.. workers.Select(w => new LaunchResult(w.Pid, new NotSupportedException("no workers here")))]);
}
