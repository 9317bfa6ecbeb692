using System.Runtime.CompilerServices;

namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>Lets a test see the processes that another manager has launched.</summary>
internal sealed class RecordingManager(IClusterManager inner) : IClusterManager
{
    private readonly TaskCompletionSource<IReadOnlyList<IWorkerProcess>> _launched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IReadOnlyList<IWorkerProcess>> Launched => _launched.Task;

    public async IAsyncEnumerable<LaunchResult> LaunchAsync(
        IReadOnlyList<WorkerLaunch> workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<IWorkerProcess> processes = [];
        await foreach (LaunchResult result in inner.LaunchAsync(workers, cancellationToken))
        {
            processes.Add(result.Process!);
            if (processes.Count == workers.Count)
            {
                _launched.SetResult(processes);
            }

            yield return result;
        }
    }
}
