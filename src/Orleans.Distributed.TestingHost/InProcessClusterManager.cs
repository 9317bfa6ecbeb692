using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.TestingHost;

/// <summary>Launches workers as silos in this program.</summary>
internal sealed class InProcessClusterManager : IClusterManager
{
    private readonly ConcurrentDictionary<int, InProcessWorker> _workers = new();

    public InProcessWorker? Find(int pid) => _workers.TryGetValue(pid, out InProcessWorker? worker) && !worker.Exited.IsCompleted ? worker : null;

    public async IAsyncEnumerable<LaunchResult> LaunchAsync(
        IReadOnlyList<WorkerLaunch> workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Task<LaunchResult>> open = [.. workers.Select(worker => LaunchAsync(worker, cancellationToken))];
        try
        {
            while (open.Count > 0)
            {
                Task<LaunchResult> next = await Task.WhenAny(open).ConfigureAwait(false);
                LaunchResult result = await next.ConfigureAwait(false);
                open.Remove(next);
                yield return result;
            }
        }
        finally
        {
            // The launch was given up: no process may be left that nobody has seen.
            foreach (Task<LaunchResult> launch in open)
            {
                await ((Task)launch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (launch.IsCompletedSuccessfully && launch.Result.Process is { } process)
                {
                    await process.KillAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private async Task<LaunchResult> LaunchAsync(WorkerLaunch launch, CancellationToken cancellationToken)
    {
        try
        {
            InProcessWorker worker = await InProcessWorker.StartAsync(launch, cancellationToken).ConfigureAwait(false);
            _workers[launch.Pid] = worker;
            _ = ForgetAtEndAsync(worker);
            return new LaunchResult(worker);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new LaunchResult(launch.Pid, e);
        }
    }

    // A silo is large, and a cluster may see many come and go.
    private async Task ForgetAtEndAsync(InProcessWorker worker)
    {
        await worker.Exited.ConfigureAwait(false);
        _workers.TryRemove(worker.Pid, out _);
    }
}
