namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>Launches ordinary workers on this machine, but for the last, which exits at its start.</summary>
internal sealed class PartlyFailingManager : IClusterManager
{
    public async Task<IReadOnlyList<LaunchResult>> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(
            new LocalClusterManager().LaunchAsync([.. workers.SkipLast(1)], cancellationToken),
            new LocalClusterManager(typeof(ExitingWorker)).LaunchAsync([workers[^1]], cancellationToken));
        return [.. results.SelectMany(r => r)];
    }
}
