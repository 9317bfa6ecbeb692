using System.Collections.Concurrent;

namespace Orleans.Distributed.TestingHost;

/// <summary>Launches workers as silos in this program.</summary>
internal sealed class InProcessClusterManager : IClusterManager
{
    private readonly ConcurrentDictionary<int, InProcessWorker> _workers = new();

    public InProcessWorker? Find(int pid) => _workers.TryGetValue(pid, out InProcessWorker? worker) && !worker.Exited.IsCompleted ? worker : null;

    public async Task<IReadOnlyList<LaunchResult>> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken)
    {
        Task<LaunchResult>[] launches = [.. workers.Select(worker => LaunchAsync(worker, cancellationToken))];
        try
        {
            return await Task.WhenAll(launches).ConfigureAwait(false);
        }
        catch
        {
            // The launch was given up: no process of it may be left.
            await Task.WhenAll(launches
                .Where(launch => launch.IsCompletedSuccessfully && launch.Result.Succeeded)
                .Select(launch => launch.Result.Process!.KillAsync())).ConfigureAwait(false);
            throw;
        }
    }

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
