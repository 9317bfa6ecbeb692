using System.Collections.Concurrent;

namespace Orleans.Distributed.TestingHost;

/// <summary>Launches workers as silos in this program.</summary>
internal sealed class InProcessClusterManager : IClusterManager
{
    private readonly ConcurrentDictionary<int, InProcessWorker> _workers = new();

    public InProcessWorker? Find(int pid) => _workers.TryGetValue(pid, out InProcessWorker? worker) && !worker.Exited.IsCompleted ? worker : null;

    public async Task<IReadOnlyList<LaunchResult>> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken) =>
        await Task.WhenAll(workers.Select(worker => LaunchAsync(worker, cancellationToken))).ConfigureAwait(false);

    private async Task<LaunchResult> LaunchAsync(WorkerLaunch launch, CancellationToken cancellationToken)
    {
        try
        {
            InProcessWorker worker = await InProcessWorker.StartAsync(launch, cancellationToken).ConfigureAwait(false);
            _workers[launch.Pid] = worker;
            return new LaunchResult(worker);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new LaunchResult(launch.Pid, e);
        }
    }
}
