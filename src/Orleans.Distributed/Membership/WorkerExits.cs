using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Distributed.Callbacks;
using Orleans.Distributed.Grains;

namespace Orleans.Distributed.Membership;

/// <summary>What the head does when a worker is gone: it calls the callbacks, and deletes the worker's statuses.</summary>
internal sealed partial class WorkerExits(
    LocalProcess process,
    ProcessTable processes,
    LaunchedWorkers launched,
    WorkerCallbacks callbacks,
    ClusterEnd end,
    IGrainFactory grains,
    ILogger<WorkerExits> logger)
{
    /// <summary>How long the process of a worker that was removed may take to end before it is told of without its exit code.</summary>
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, Task> _handling = new();

    /// <summary>Begins, before the first worker joins.</summary>
    public void Start() => processes.Subscribe(change =>
    {
        if (change is WorkerExited exited)
        {
            Handle(exited);
        }
    });

    /// <summary>Waits until all was done for a worker that is not alive. Never fails.</summary>
    public Task WhenHandledAsync(int pid) => _handling.GetValueOrDefault(pid) ?? Task.CompletedTask;

    private async void Handle(WorkerExited exited)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _handling[exited.Pid] = done.Task;

        // Away from the lock under which this is called.
        await Task.Yield();
        try
        {
            await callbacks.RunExitedAsync(exited with { Exit = await DescribeAsync(exited).ConfigureAwait(false) }).ConfigureAwait(false);

            // The end may be known here before it is told there, and the statuses would be kept for what is told afterwards.
            IClusterManagerGrain manager = grains.GetGrain<IClusterManagerGrain>(0);
            await manager.Depart([new ProcessDeparture(exited.Pid, exited.Exit)]).ConfigureAwait(false);
            await manager.ForgetStatuses(exited.Pid).ConfigureAwait(false);
        }
        catch (Exception) when (end.HasBegun)
        {
            // The statuses end with the cluster.
        }
        catch (Exception e)
        {
            LogNotHandled(e, exited.Pid);
        }
        finally
        {
            _handling.TryRemove(exited.Pid, out _);
            done.SetResult();
        }
    }

    /// <summary>A worker that was removed leaves the cluster first, and ends then.</summary>
    private async Task<ProcessExit> DescribeAsync(WorkerExited exited)
    {
        if (exited.State != WorkerState.Terminated || launched.Find(exited.Pid) is not { } worker)
        {
            return exited.Exit;
        }

        try
        {
            WorkerExit end = await worker.Exited.WaitAsync(ExitPatience, process.Time).ConfigureAwait(false);
            return exited.Exit with
            {
                OsProcessId = worker.OsProcessId,
                ExitCode = end.ExitCode,
                Signal = end.Signal,
                StandardError = end.StandardErrorTail,
            };
        }
        catch (Exception)
        {
            // It takes longer, or its cluster manager failed; what is known is enough.
            return exited.Exit;
        }
    }

    [LoggerMessage(73, LogLevel.Warning, "The statuses of process {Pid}, which is gone, could not be deleted.")]
    private partial void LogNotHandled(Exception exception, int pid);
}
