using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Tests.ClusterManagers;

/// <summary>A manager that does what a test says, with silos in this program as its good workers.</summary>
internal sealed class ScriptedManager(
    Func<IReadOnlyList<WorkerLaunch>, IClusterManager, CancellationToken, IAsyncEnumerable<LaunchResult>> launch) : IClusterManager
{
    private readonly InProcessClusterManager _good = new();

    public Func<int, ManageOperation, CancellationToken, Task> Manage { get; init; } = static (_, _, _) => Task.CompletedTask;

    public Func<IWorkerProcess, Task> Kill { get; init; } = static worker => worker.KillAsync();

    public IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken) =>
        launch(workers, _good, cancellationToken);

    public Task ManageAsync(int pid, WorkerConfig config, ManageOperation operation, CancellationToken cancellationToken) =>
        Manage(pid, operation, cancellationToken);

    public Task KillAsync(IWorkerProcess worker, WorkerConfig config) => Kill(worker);
}
