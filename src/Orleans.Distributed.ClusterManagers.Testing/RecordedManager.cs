using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.ClusterManagers.Testing;

/// <summary>Lets a test see what another manager has launched and was told.</summary>
internal sealed class RecordedManager(IClusterManager inner) : IClusterManager
{
    private readonly ConcurrentDictionary<int, LaunchResult> _results = new();
    private readonly ConcurrentDictionary<int, WorkerLaunch> _launches = new();
    private readonly ConcurrentQueue<(int Pid, ManageOperation Operation, WorkerConfig Config)> _operations = new();
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The worker whose payload is to be one that means nothing, if any.</summary>
    public int? Spoiled { get; init; }

    /// <summary>What is done when a process is there, before anybody else knows of it.</summary>
    public Func<Task> Launched { get; init; } = static () => Task.CompletedTask;

    public IWorkerProcess this[int pid] => _results[pid].Process!;

    public IEnumerable<IWorkerProcess> Processes => _results.Values.Select(result => result.Process).OfType<IWorkerProcess>();

    public WorkerLaunch LaunchOf(int pid) => _launches[pid];

    public WorkerConfig ConfigOf(int pid) => _results[pid].Config ?? WorkerConfig.Empty;

    public async IAsyncEnumerable<LaunchResult> LaunchAsync(
        IReadOnlyList<WorkerLaunch> workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WorkerLaunch[] launches = [.. workers.Select(launch => launch.Pid == Spoiled ? launch with { Payload = new byte[] { 1, 2, 3 } } : launch)];
        foreach (WorkerLaunch launch in launches)
        {
            _launches[launch.Pid] = launch;
        }

        await foreach (LaunchResult result in inner.LaunchAsync(launches, cancellationToken).ConfigureAwait(false))
        {
            Assert.True(_results.TryAdd(result.Pid, result), $"Worker {result.Pid} has more than one result.");
            await Launched().ConfigureAwait(false);
            yield return result;
        }
    }

    public async Task ManageAsync(int pid, WorkerConfig config, ManageOperation operation, CancellationToken cancellationToken)
    {
        await inner.ManageAsync(pid, config, operation, cancellationToken).ConfigureAwait(false);
        _operations.Enqueue((pid, operation, config));
        Interlocked.Exchange(ref _told, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public Task KillAsync(IWorkerProcess worker, WorkerConfig config) => inner.KillAsync(worker, config);

    /// <summary>Waits until the last operation of a worker has come, and returns all of them.</summary>
    public async Task<IReadOnlyList<ManageOperation>> FinalizedAsync(int pid) =>
        [.. (await ToldAsync(pid, ManageOperation.Finalize).ConfigureAwait(false)).Select(told => told.Operation)];

    /// <summary>Waits until an operation of a worker has come, and returns all that have until then, with the configs that came along.</summary>
    public async Task<IReadOnlyList<(ManageOperation Operation, WorkerConfig Config)>> ToldAsync(int pid, ManageOperation operation)
    {
        while (true)
        {
            Task told = Volatile.Read(ref _told).Task;
            (ManageOperation Operation, WorkerConfig Config)[] operations =
                [.. _operations.Where(told => told.Pid == pid).Select(told => (told.Operation, told.Config))];
            if (operations.Any(told => told.Operation == operation))
            {
                return operations;
            }

            await told.WaitAsync(ClusterManagerContract.Limit).ConfigureAwait(false);
        }
    }
}
