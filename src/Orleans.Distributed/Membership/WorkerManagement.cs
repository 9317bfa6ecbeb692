using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Membership;

/// <summary>
/// One launched worker, towards the cluster manager that launched it. Managers are written by others: what one throws is logged, and
/// what hangs is left behind.
/// </summary>
internal sealed partial class WorkerManagement(
    IClusterManager manager, IWorkerProcess worker, WorkerConfig config, TimeProvider time, ILogger logger)
{
    /// <summary>The default of <see cref="Patience"/>.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _finalized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _last = Task.CompletedTask;
    private bool _isRegistered;
    private bool _isDeregistered;
    private bool _isFinalized;

    public WorkerConfig Config { get; } = config;

    /// <summary>How long one operation may take.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>Completes when the manager was told that the process has ended, which is the last it is told.</summary>
    public Task Finalized => _finalized.Task;

    /// <summary>Tells the manager, after what it was told before.</summary>
    public Task TellAsync(ManageOperation operation)
    {
        lock (_gate)
        {
            bool isOver = operation == ManageOperation.Deregister ? !_isRegistered || _isDeregistered : _isFinalized;
            if (isOver)
            {
                return _last;
            }

            _isRegistered |= operation == ManageOperation.Register;
            _isDeregistered |= operation == ManageOperation.Deregister;
            _isFinalized |= operation == ManageOperation.Finalize;
            return _last = TellAfterAsync(_last, operation);
        }
    }

    /// <summary>Kills the process the manager's way, and itself when that fails.</summary>
    public async Task KillAsync()
    {
        try
        {
            await Task.Run(() => manager.KillAsync(worker, Config)).WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogKillFailed(e, manager.GetType(), worker.Pid);
            await KillProcessAsync().ConfigureAwait(false);
        }
    }

    private async Task KillProcessAsync()
    {
        try
        {
            await Task.Run(worker.KillAsync).WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogKillFailed(e, worker.GetType(), worker.Pid);
        }
    }

    private async Task TellAfterAsync(Task before, ManageOperation operation)
    {
        await before.ConfigureAwait(false);
        using var giveUp = new CancellationTokenSource(Patience, time);
        try
        {
            // On a thread of its own: a manager may block, and its callers must not.
            await Task.Run(() => manager.ManageAsync(worker.Pid, Config, operation, giveUp.Token)).WaitAsync(giveUp.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogManageFailed(e, manager.GetType(), operation, worker.Pid);
        }

        if (operation == ManageOperation.Finalize)
        {
            _finalized.SetResult();
        }
    }

    [LoggerMessage(66, LogLevel.Warning, "{Manager}.ManageAsync failed for {Operation} of worker {Pid}, or took too long. Nothing changes for the worker.")]
    private partial void LogManageFailed(Exception exception, Type manager, ManageOperation operation, int pid);

    [LoggerMessage(67, LogLevel.Warning, "{Type}.KillAsync failed for worker {Pid}, or took too long.")]
    private partial void LogKillFailed(Exception exception, Type type, int pid);
}
