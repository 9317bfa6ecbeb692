using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Membership;

/// <summary>The worker processes that this process, the head, has launched.</summary>
internal sealed partial class LaunchedWorkers(TimeProvider time, ILogger<LaunchedWorkers> logger)
{
    private static readonly WorkerExit UnknownExit = new(null, null, []);

    private readonly ConcurrentDictionary<int, IWorkerProcess> _workers = new();
    private readonly ConcurrentDictionary<IWorkerProcess, WorkerManagement> _managements = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<int, byte> _removing = new();
    private readonly ConcurrentDictionary<int, Exception> _startFailures = new();

    /// <summary>A launched process has ended.</summary>
    public event Action<int, ProcessExit>? Ended;

    public ICollection<IWorkerProcess> All => _workers.Values;

    /// <summary>Enters a process that was launched.</summary>
    /// <param name="worker">The process.</param>
    /// <param name="management">Its manager's side; <see langword="null"/> when its manager is to hear nothing.</param>
    public void Add(IWorkerProcess worker, WorkerManagement? management = null)
    {
        if (management is not null)
        {
            _managements[worker] = management;
        }

        _workers[worker.Pid] = worker;
        Watch(worker);
    }

    /// <summary>Tells the manager of a worker what becomes of it; the task never fails.</summary>
    public Task ManageAsync(int pid, ManageOperation operation) =>
        Find(pid) is { } worker && _managements.TryGetValue(worker, out WorkerManagement? management)
            ? management.TellAsync(operation)
            : Task.CompletedTask;

    /// <summary>Kills a worker, its manager's way; the task never fails.</summary>
    public async Task KillAsync(IWorkerProcess worker)
    {
        if (_managements.TryGetValue(worker, out WorkerManagement? management))
        {
            await management.KillAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            await worker.KillAsync().WaitAsync(WorkerManagement.DefaultPatience, time).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotKilled(e, worker.Pid);
        }
    }

    /// <summary>Waits until the managers were told of the end of all that was launched up to now.</summary>
    public Task WhenFinalizedAsync() => Task.WhenAll(_managements.Values.Select(management => management.Finalized));

    public IWorkerProcess? Find(int pid) => _workers.GetValueOrDefault(pid);

    /// <summary>Notes that a worker is about to be ended on purpose.</summary>
    public void MarkRemoving(int pid) => _removing[pid] = 0;

    /// <summary>Notes what a process has told of why it cannot join.</summary>
    public void NoteStartFailure(int pid, Exception error) => _startFailures[pid] = error;

    /// <summary>Why a process could not join, when it has told.</summary>
    public Exception? TakeStartFailure(int pid) => _startFailures.TryRemove(pid, out Exception? error) ? error : null;

    /// <summary>What can be told of a process that the engine has declared dead.</summary>
    public Task<ProcessExit> DescribeDeathAsync(int pid, TimeSpan patience) =>
        Find(pid) is { } worker ? DescribeDeathAsync(worker, patience) : Task.FromResult(new ProcessExit());

    /// <inheritdoc cref="DescribeDeathAsync(int, TimeSpan)"/>
    public async Task<ProcessExit> DescribeDeathAsync(IWorkerProcess worker, TimeSpan patience)
    {
        try
        {
            return Describe(worker, await worker.Exited.WaitAsync(patience, time).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            // The process is there and does not answer.
            return new ProcessExit { OsProcessId = worker.OsProcessId, Reason = ProcessExitReason.Unresponsive };
        }
        catch (Exception e)
        {
            LogExitUnknown(e, worker.Pid);
            return Describe(worker, UnknownExit);
        }
    }

    /// <summary>Waits for the end of a worker. It is in the hands of a cluster manager, of which nothing may end the head.</summary>
    private async void Watch(IWorkerProcess worker)
    {
        int pid = worker.Pid;
        WorkerExit exit = UnknownExit;
        try
        {
            exit = await worker.Exited.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogExitUnknown(e, pid);
        }

        try
        {
            Ended?.Invoke(pid, Describe(worker, exit));
        }
        catch (Exception e)
        {
            LogNotTold(e, pid);
        }

        WorkerManagement? management = _managements.GetValueOrDefault(worker);
        Task told = management?.TellAsync(ManageOperation.Deregister) ?? Task.CompletedTask;
        _workers.TryRemove(KeyValuePair.Create(pid, worker));
        _removing.TryRemove(pid, out _);
        try
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotDisposed(e, pid);
        }

        await told.ConfigureAwait(false);
        await (management?.TellAsync(ManageOperation.Finalize) ?? Task.CompletedTask).ConfigureAwait(false);
        _managements.TryRemove(worker, out _);
    }

    private ProcessExit Describe(IWorkerProcess worker, WorkerExit exit) => new()
    {
        OsProcessId = worker.OsProcessId,
        ExitCode = exit.ExitCode,
        Signal = exit.Signal,
        StandardError = exit.StandardErrorTail,
        Reason = _removing.ContainsKey(worker.Pid) ? ProcessExitReason.Removed : ProcessExitReason.Exited,
    };

    [LoggerMessage(63, LogLevel.Warning, "How worker {Pid} ended is not known, because its cluster manager failed to tell. It counts as gone.")]
    private partial void LogExitUnknown(Exception exception, int pid);

    [LoggerMessage(64, LogLevel.Error, "That worker {Pid} has ended could not be told.")]
    private partial void LogNotTold(Exception exception, int pid);

    [LoggerMessage(65, LogLevel.Warning, "The cluster manager of worker {Pid} failed to clean up after it.")]
    private partial void LogNotDisposed(Exception exception, int pid);

    [LoggerMessage(69, LogLevel.Warning, "Worker {Pid} could not be killed.")]
    private partial void LogNotKilled(Exception exception, int pid);
}
