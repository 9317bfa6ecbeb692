using System.Collections.Concurrent;

namespace Orleans.Distributed.Membership;

/// <summary>The worker processes that this process, the head, has launched.</summary>
internal sealed class LaunchedWorkers(TimeProvider time)
{
    private readonly ConcurrentDictionary<int, IWorkerProcess> _workers = new();
    private readonly ConcurrentDictionary<int, byte> _removing = new();

    /// <summary>A launched process has ended.</summary>
    public event Action<int, ProcessExit>? Ended;

    public ICollection<IWorkerProcess> All => _workers.Values;

    public void Add(IWorkerProcess worker)
    {
        _workers[worker.Pid] = worker;
        Watch(worker);
    }

    public IWorkerProcess? Find(int pid) => _workers.GetValueOrDefault(pid);

    /// <summary>Notes that a worker is about to be ended on purpose.</summary>
    public void MarkRemoving(int pid) => _removing[pid] = 0;

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
    }

    private async void Watch(IWorkerProcess worker)
    {
        ProcessExit exit = Describe(worker, await worker.Exited.ConfigureAwait(false));
        Ended?.Invoke(worker.Pid, exit);
        _workers.TryRemove(worker.Pid, out _);
        _removing.TryRemove(worker.Pid, out _);
        await worker.DisposeAsync().ConfigureAwait(false);
    }

    private ProcessExit Describe(IWorkerProcess worker, WorkerExit exit) => new()
    {
        OsProcessId = worker.OsProcessId,
        ExitCode = exit.ExitCode,
        Signal = exit.Signal,
        StandardError = exit.StandardErrorTail,
        Reason = _removing.ContainsKey(worker.Pid) ? ProcessExitReason.Removed : ProcessExitReason.Exited,
    };
}
