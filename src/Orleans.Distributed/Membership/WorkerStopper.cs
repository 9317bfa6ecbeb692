using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Membership;

/// <summary>Ends the processes of workers, also where their cluster manager fails to.</summary>
internal sealed partial class WorkerStopper(LocalProcess process, LaunchedWorkers launched, ILogger<WorkerStopper> logger)
{
    /// <summary>How much longer than agreed a cluster manager may take.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that a cluster manager may give a worker by itself.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Asks a process to end, and sees to it that it does. Never fails.</summary>
    /// <param name="worker">The process.</param>
    /// <param name="timeout">How long it has; <see langword="null"/> for what its manager says.</param>
    /// <param name="hurry">Ends the patience.</param>
    public async Task StopAsync(IWorkerProcess worker, TimeSpan? timeout, CancellationToken hurry)
    {
        try
        {
            await Task.Run(() => worker.StopAsync(timeout, hurry), CancellationToken.None).WaitAsync((timeout ?? Longest) + Grace, process.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotStopped(e, worker.Pid);
            await launched.KillAsync(worker).ConfigureAwait(false);
        }
    }

    [LoggerMessage(77, LogLevel.Warning, "The cluster manager of worker {Pid} failed to end it, or took too long. It is killed.")]
    private partial void LogNotStopped(Exception exception, int pid);
}
