using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

public sealed class LaunchedWorkersTests
{
    /// <summary>Cluster managers are written by others; what fails there must not end the head.</summary>
    [Fact]
    public async Task Add_WorkerFailsToTellAndToCleanUp_CountsAsEnded()
    {
        var launched = new LaunchedWorkers(TimeProvider.System, NullLogger<LaunchedWorkers>.Instance);
        var ended = new TaskCompletionSource<(int Pid, ProcessExit Exit)>(TaskCreationOptions.RunContinuationsAsynchronously);
        launched.Ended += (pid, exit) => ended.SetResult((pid, exit));
        var worker = new FailingWorker();
        launched.Add(worker);
        Task<ProcessExit> described = launched.DescribeDeathAsync(7, Limits.Wait);
        worker.End.SetException(new IOException("the job system does not answer"));
        (int pid, ProcessExit exit) = await ended.Task.Soon();
        Assert.Equal(7, pid);
        Assert.Equal((null, null, ProcessExitReason.Exited, 4711), (exit.ExitCode, exit.Signal, exit.Reason, exit.OsProcessId));
        Assert.Equal(ProcessExitReason.Exited, (await described.Soon()).Reason);
        await worker.Disposed.Task.Soon();
        Assert.Null(launched.Find(7));
    }

    private sealed class FailingWorker : IWorkerProcess
    {
        public TaskCompletionSource<WorkerExit> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Pid => 7;

        public int OsProcessId => 4711;

        public Task<WorkerExit> Exited => End.Task;

        public Task<WorkerExit> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => End.Task;

        public Task<WorkerExit> KillAsync() => End.Task;

        public ValueTask DisposeAsync()
        {
            Disposed.SetResult();
            throw new InvalidOperationException("the job is not mine");
        }
    }
}
