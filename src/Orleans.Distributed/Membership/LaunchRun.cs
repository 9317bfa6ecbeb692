using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Membership;

/// <summary>
/// One launch by a cluster manager, which others have written: takes the processes as they come, and sees to it that each worker has
/// exactly one result in the end, and that no process stays which nobody asked for.
/// </summary>
/// <param name="manager">The manager.</param>
/// <param name="launches">What it is asked for.</param>
/// <param name="launched">Where its processes are entered.</param>
/// <param name="patience">How long it may take until the next process.</param>
/// <param name="time">The time.</param>
/// <param name="logger">Where it is told what the manager did wrong.</param>
internal sealed partial class LaunchRun(
    IClusterManager manager, IReadOnlyList<WorkerLaunch> launches, LaunchedWorkers launched, TimeSpan patience, TimeProvider time, ILogger logger)
{
    private const int MaxFaults = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, LaunchResult> _results = [];
    private readonly List<Exception> _faults = [];
    private readonly List<Task> _killing = [];
    private ITimer? _timer;
    private bool _isLate;
    private bool _isOver;

    /// <summary>How long the manager has to end what it is doing when its launch is given up.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the manager did wrong that concerns none of the workers.</summary>
    public IReadOnlyList<Exception> Faults => _faults;

    private string Name => $"The cluster manager {manager.GetType()}";

    /// <summary>Launches. The result has an entry for each worker, in their order.</summary>
    /// <exception cref="OperationCanceledException">Given up; the processes were ended.</exception>
    /// <exception cref="Exception">Whatever the manager throws before it has launched anything.</exception>
    public async Task<IReadOnlyList<LaunchResult>> RunAsync(CancellationToken cancellationToken)
    {
        // Not disposed: a manager that is left behind still holds its token.
        var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gaveUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = giveUp.Token.UnsafeRegister(static state => ((TaskCompletionSource)state!).SetResult(), gaveUp);
        using ITimer timer = time.CreateTimer(_ => GiveUp(giveUp), null, patience, Timeout.InfiniteTimeSpan);
        _timer = timer;

        // A manager may block.
        Task enumeration = Task.Run(() => EnumerateAsync(giveUp.Token), CancellationToken.None);
        await Task.WhenAny(enumeration, gaveUp.Task).ConfigureAwait(false);
        await enumeration.WaitAsync(Grace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool isLeftBehind = !enumeration.IsCompleted;
        if (isLeftBehind)
        {
            LogLeftBehind(manager.GetType(), Grace);
            _ = enumeration.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        Exception? failure = enumeration.IsFaulted ? enumeration.Exception.InnerException : null;
        (LaunchResult[] results, Task[] killing) = Close(failure);
        if (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAll(results.Where(result => result.Succeeded).Select(result => launched.KillAsync(result.Process!))).ConfigureAwait(false);
        }

        await Task.WhenAll(killing).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (failure is not null && !_isLate && results.All(result => result.Error == failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return results;
    }

    private async Task EnumerateAsync(CancellationToken giveUp)
    {
        IAsyncEnumerable<LaunchResult> launching = manager.LaunchAsync(launches, giveUp)
            ?? throw new InvalidOperationException($"{Name} returned null in place of its workers.");
        await foreach (LaunchResult result in launching.WithCancellation(giveUp).ConfigureAwait(false))
        {
            Take(result, isTooLate: giveUp.IsCancellationRequested);
            giveUp.ThrowIfCancellationRequested();
        }
    }

    private void Take(LaunchResult? result, bool isTooLate)
    {
        lock (_gate)
        {
            if (result is null)
            {
                AddFault("returned null in place of a worker.");
            }
            else if (_isOver || isTooLate)
            {
                Kill(result);
            }
            else if (launches.FirstOrDefault(launch => launch.Pid == result.Pid) is not { } launch)
            {
                AddFault($"returned worker {result.Pid}, which it was not asked for.{(result.Succeeded ? " Its process was killed." : "")}");
                Kill(result);
            }
            else if (_results.TryGetValue(result.Pid, out LaunchResult? earlier))
            {
                // Which of the two has joined, or will, nobody knows.
                Kill(earlier);
                Kill(result);
                _results[result.Pid] = new LaunchResult(
                    result.Pid, new InvalidOperationException($"{Name} returned worker {result.Pid} more than once. Its processes were killed."));
            }
            else
            {
                _results.Add(result.Pid, result);
                if (result.Process is { } process)
                {
                    launched.Add(process, ManagementOf(process, result.Config ?? launch.Config));
                }

                _timer?.Change(patience, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void AddFault(string what)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add(new InvalidOperationException($"{Name} {what}"));
        }
    }

    private WorkerManagement ManagementOf(IWorkerProcess process, WorkerConfig config) => new(manager, process, config, time, logger);

    private void Kill(LaunchResult result)
    {
        if (result.Process is { } process)
        {
            _killing.Add(ManagementOf(process, result.Config ?? WorkerConfig.Empty).KillAsync());
        }
    }

    private void GiveUp(CancellationTokenSource giveUp)
    {
        Volatile.Write(ref _isLate, true);
        giveUp.Cancel();
    }

    private (LaunchResult[] Results, Task[] Killing) Close(Exception? failure)
    {
        lock (_gate)
        {
            _isOver = true;
            return ([.. launches.Select(launch => _results.GetValueOrDefault(launch.Pid) ?? Missing(launch.Pid, failure))], [.. _killing]);
        }
    }

    private LaunchResult Missing(int pid, Exception? failure)
    {
        if (_isLate)
        {
            return new LaunchResult(pid, new TimeoutException(
                $"{Name} launched no process for worker {pid} within {patience}. Its launch was given up. "
                + $"If it needs more time, set {nameof(AddProcsOptions)}.{nameof(AddProcsOptions.JoinTimeout)}."));
        }

        return new LaunchResult(pid, failure ?? new InvalidOperationException(
            $"{Name} returned neither a process nor an error for worker {pid}. It has to return one result for each worker that it is asked for."));
    }

    [LoggerMessage(68, LogLevel.Warning, "{Manager}.LaunchAsync was cancelled and did not end within {Grace}. It is left behind; what it still launches is killed.")]
    private partial void LogLeftBehind(Type manager, TimeSpan grace);
}
