using Microsoft.Extensions.Logging;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Callbacks;

/// <summary>The functions that are called at the head when workers come and go. They run where functions of calls run, all at once.</summary>
internal sealed partial class WorkerCallbacks(LocalProcess process, CallDispatcher calls, ILogger<WorkerCallbacks> logger)
{
    public CallbackList<Func<IClusterManager, AddProcsOptions, Task>> Starting { get; } = new("worker-starting");

    public CallbackList<Func<int, Task>> Started { get; } = new("worker-started");

    public CallbackList<Func<int, Task>> Exiting { get; } = new("worker-exiting");

    public CallbackList<Func<WorkerExited, Task>> Exited { get; } = new("worker-exited");

    /// <summary>Calls those that come before a launch.</summary>
    /// <exception cref="AggregateException">Some failed: nothing may be launched.</exception>
    public async Task RunStartingAsync(IClusterManager manager, AddProcsOptions options, CancellationToken cancellationToken)
    {
        CallbackCall[] callbacks = [.. Starting.ToArray().Select(c => new CallbackCall(c.Key, 0, () => c.Function(manager, options)))];
        IReadOnlyList<(string Name, Exception Error)> failures =
            await RunAsync(Starting.Kind, callbacks, options.CallbackWarningInterval, null, null, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (failures.Count > 0)
        {
            throw new AggregateException(
                $"No worker was launched, because of a failure of the {Starting.Kind} callback {NamesOf(failures)}.", failures.Select(f => f.Error));
        }
    }

    /// <summary>Calls those that come when workers have joined. Returns what they threw.</summary>
    public async Task<IReadOnlyList<(string Name, Exception Error)>> RunStartedAsync(
        IEnumerable<int> pids, TimeSpan warningInterval, CancellationToken cancellationToken)
    {
        (string Key, Func<int, Task> Function)[] registered = Started.ToArray();
        CallbackCall[] callbacks = [.. pids.SelectMany(pid => registered.Select(c => CallbackCall.For(c.Key, pid, () => c.Function(pid))))];
        return await RunAsync(Started.Kind, callbacks, warningInterval, null, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls those that come before workers are removed, and waits for them as long as <paramref name="limit"/> says. Never fails.</summary>
    public Task RunExitingAsync(IEnumerable<int> pids, TimeSpan limit, CallbackScope? outer, CancellationToken hurry)
    {
        (string Key, Func<int, Task> Function)[] registered = Exiting.ToArray();
        CallbackCall[] callbacks = [.. pids.SelectMany(pid => registered.Select(c => CallbackCall.For(c.Key, pid, () => c.Function(pid))))];
        return RunLoggedAsync(Exiting.Kind, callbacks, limit, outer, hurry);
    }

    /// <summary>Calls those that come when a worker is gone. Never fails.</summary>
    public Task RunExitedAsync(WorkerExited exited)
    {
        CallbackCall[] callbacks = [.. Exited.ToArray().Select(c => CallbackCall.For(c.Key, exited.Pid, () => c.Function(exited)))];
        return RunLoggedAsync(Exited.Kind, callbacks, null, null, CancellationToken.None);
    }

    public static string NamesOf(IEnumerable<(string Name, Exception Error)> failures) => string.Join(", ", failures.Select(f => f.Name));

    private async Task RunLoggedAsync(
        string kind, CallbackCall[] callbacks, TimeSpan? limit, CallbackScope? outer, CancellationToken hurry)
    {
        foreach ((string name, Exception error) in await RunAsync(
            kind, callbacks, AddProcsOptions.DefaultCallbackWarningInterval, limit, outer, hurry).ConfigureAwait(false))
        {
            LogFailed(error, kind, name);
        }
    }

    /// <summary>Calls all at once, in order, and waits until they have ended or time is up.</summary>
    private async Task<IReadOnlyList<(string Name, Exception Error)>> RunAsync(
        string kind, CallbackCall[] callbacks, TimeSpan warningInterval, TimeSpan? limit, CallbackScope? outer, CancellationToken hurry)
    {
        if (callbacks.Length == 0)
        {
            return [];
        }

        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        (string Name, Task Task)[] running = [.. callbacks.Select(c => (c.Name, Task: (Task)InvokeAsync(c, outer, giveUp.Token)))];
        Task all = Task.WhenAll(running.Select(r => r.Task));
        long begin = process.Time.GetTimestamp();
        while (true)
        {
            TimeSpan left = limit is { } most ? most - process.Time.GetElapsedTime(begin) : TimeSpan.MaxValue;
            if (left > TimeSpan.Zero && !hurry.IsCancellationRequested)
            {
                await all.WaitAsync(left < warningInterval ? left : warningInterval, process.Time, hurry)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (all.IsCompleted)
            {
                break;
            }

            string still = string.Join(", ", running.Where(r => !r.Task.IsCompleted).Select(r => r.Name));
            if (hurry.IsCancellationRequested || left <= TimeSpan.Zero)
            {
                if (!hurry.IsCancellationRequested)
                {
                    LogGivenUp(kind, limit!.Value, still);
                }

                await giveUp.CancelAsync().ConfigureAwait(false);
                break;
            }

            if (left > warningInterval)
            {
                LogStillRunning(kind, process.Time.GetElapsedTime(begin), still);
            }
        }

        return [.. running.Where(r => r.Task.IsFaulted).Select(r => (r.Name, r.Task.Exception!.InnerException!))];
    }

    private Task<Nothing> InvokeAsync(CallbackCall callback, CallbackScope? outer, CancellationToken giveUp)
    {
        Func<Task> function = async () =>
        {
            CallbackScope.Enter(this, outer, callback.Pid);
            await (callback.Function() ?? Task.CompletedTask);
        };
        return calls.InvokeAsync(process.Pid, new InvocationWithoutArguments<Nothing>(function), giveUp);
    }

    [LoggerMessage(70, LogLevel.Warning, "Waiting since {Elapsed} for {Kind} callbacks that still run: {Callbacks}.")]
    private partial void LogStillRunning(string kind, TimeSpan elapsed, string callbacks);

    [LoggerMessage(71, LogLevel.Warning, "These {Kind} callbacks still run after {Limit}, and are not waited for any longer: {Callbacks}. They were asked to stop.")]
    private partial void LogGivenUp(string kind, TimeSpan limit, string callbacks);

    [LoggerMessage(72, LogLevel.Error, "The {Kind} callback {Callback} failed.")]
    private partial void LogFailed(Exception exception, string kind, string callback);
}
