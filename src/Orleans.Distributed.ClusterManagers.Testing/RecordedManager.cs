using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.ClusterManagers.Testing;

/// <summary>Lets a test see what another manager has launched and was told.</summary>
internal sealed class RecordedManager(IClusterManager inner) : IClusterManager
{
    private readonly ConcurrentDictionary<int, LaunchResult> _results = new();
    private readonly ConcurrentQueue<(int Pid, ManageOperation Operation)> _operations = new();
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IWorkerProcess this[int pid] => _results[pid].Process!;

    public IEnumerable<IWorkerProcess> Processes => _results.Values.Select(result => result.Process).OfType<IWorkerProcess>();

    public WorkerConfig ConfigOf(int pid) => _results[pid].Config ?? WorkerConfig.Empty;

    public async IAsyncEnumerable<LaunchResult> LaunchAsync(
        IReadOnlyList<WorkerLaunch> workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LaunchResult result in inner.LaunchAsync(workers, cancellationToken).ConfigureAwait(false))
        {
            Assert.True(_results.TryAdd(result.Pid, result), $"Worker {result.Pid} has more than one result.");
            yield return result;
        }
    }

    public async Task ManageAsync(int pid, WorkerConfig config, ManageOperation operation, CancellationToken cancellationToken)
    {
        await inner.ManageAsync(pid, config, operation, cancellationToken).ConfigureAwait(false);
        _operations.Enqueue((pid, operation));
        Interlocked.Exchange(ref _told, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public Task KillAsync(IWorkerProcess worker, WorkerConfig config) => inner.KillAsync(worker, config);

    /// <summary>Waits until the last operation of a worker has come, and returns all of them.</summary>
    public async Task<IReadOnlyList<ManageOperation>> FinalizedAsync(int pid)
    {
        while (true)
        {
            Task told = Volatile.Read(ref _told).Task;
            ManageOperation[] operations = [.. _operations.Where(told => told.Pid == pid).Select(told => told.Operation)];
            if (operations.Contains(ManageOperation.Finalize))
            {
                return operations;
            }

            await told.WaitAsync(ClusterManagerContract.Limit).ConfigureAwait(false);
        }
    }
}
