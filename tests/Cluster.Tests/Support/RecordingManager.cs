namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>Lets a test see the processes that another manager has launched.</summary>
internal sealed class RecordingManager(IClusterManager inner) : IClusterManager
{
    private readonly TaskCompletionSource<IReadOnlyList<IWorkerProcess>> _launched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IReadOnlyList<IWorkerProcess>> Launched => _launched.Task;

    public async Task<IReadOnlyList<LaunchResult>> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken)
    {
        IReadOnlyList<LaunchResult> results = await inner.LaunchAsync(workers, cancellationToken);
        _launched.SetResult([.. results.Select(result => result.Process!)]);
        return results;
    }
}
