namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>Launches ordinary workers on this machine, but for the last, which exits at its start.</summary>
internal sealed class PartlyFailingManager : IClusterManager
{
    public IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken) =>
        new LocalClusterManager().LaunchAsync([.. workers.SkipLast(1)], cancellationToken).Concat(
            new LocalClusterManager(typeof(ExitingWorker)).LaunchAsync([workers[^1]], cancellationToken));
}
