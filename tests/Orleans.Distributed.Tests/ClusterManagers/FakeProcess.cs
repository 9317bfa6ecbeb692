namespace Orleans.Distributed.Tests.ClusterManagers;

/// <summary>A process that never joins, and says whether it was killed.</summary>
internal sealed class FakeProcess(int pid) : IWorkerProcess
{
    private static readonly WorkerExit KilledExit = new(null, 9, []);

    private readonly TaskCompletionSource<WorkerExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Pid { get; } = pid;

    public int OsProcessId => 4711;

    public Task<WorkerExit> Exited => _exited.Task;

    public bool IsKilled => _exited.Task is { IsCompletedSuccessfully: true, Result: var exit } && ReferenceEquals(exit, KilledExit);

    public void Exit(int code) => _exited.TrySetResult(new WorkerExit(code, null, ["it broke"]));

    public Task<WorkerExit> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => KillAsync();

    public Task<WorkerExit> KillAsync()
    {
        _exited.TrySetResult(KilledExit);
        return _exited.Task;
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
