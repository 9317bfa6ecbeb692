using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Tests.Support;

/// <summary>A cluster manager that cannot ask its workers to end; it can only kill them.</summary>
internal sealed class UnstoppableManager(IClusterManager inner, bool isHanging) : IClusterManager
{
    /// <summary>The last worker that was launched.</summary>
    public IWorkerProcess? Launched { get; private set; }

    public async IAsyncEnumerable<LaunchResult> LaunchAsync(
        IReadOnlyList<WorkerLaunch> workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LaunchResult result in inner.LaunchAsync(workers, cancellationToken))
        {
            Launched = result.Process;
            yield return new LaunchResult(new Process(result.Process!, isHanging));
        }
    }

    private sealed class Process(IWorkerProcess inner, bool isHanging) : IWorkerProcess
    {
        public int Pid => inner.Pid;

        public int OsProcessId => inner.OsProcessId;

        public Task<WorkerExit> Exited => inner.Exited;

        public Task<WorkerExit> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            isHanging ? new TaskCompletionSource<WorkerExit>().Task : throw new NotSupportedException("I cannot ask.");

        public Task<WorkerExit> KillAsync() => inner.KillAsync();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
