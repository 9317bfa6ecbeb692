using Microsoft.Extensions.Logging;
using Orleans.Distributed.Grains;

namespace Orleans.Distributed.Membership;

/// <summary>
/// Hears from the engine that a silo is dead, and from the operating system that a launched process has ended, and sees to it that
/// the cluster knows, with what can be told of why.
/// </summary>
internal sealed partial class DeathWatch(
    LocalProcess process,
    ProcessTable processes,
    LaunchedWorkers launched,
    ISiloStatusOracle silos,
    IGrainFactory grains,
    ILogger<DeathWatch> logger) : ISiloStatusListener
{
    /// <summary>How long the head waits for the operating system's word after the engine's.</summary>
    private static readonly TimeSpan ExitPatience = TimeSpan.FromMilliseconds(400);

    /// <summary>How long another process waits for the head's word after the engine's.</summary>
    private static readonly TimeSpan HeadPatience = TimeSpan.FromMilliseconds(800);

    public void Start()
    {
        silos.SubscribeToSiloStatusEvents(this);
        processes.Joined += process => OnJoined(process.Pid);
        processes.Preparing += silo =>
        {
            if (silos.IsDeadSilo(silo))
            {
                // The word of its death came before its pid was known.
                SiloStatusChangeNotification(silo, SiloStatus.Dead);
            }
        };
        processes.Exited += (pid, _) => launched.ManageAsync(pid, ManageOperation.Deregister);
        launched.Ended += (pid, exit) => Observe(ReportAsync(pid, exit), pid);
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status != SiloStatus.Dead)
        {
            return;
        }

        if (processes.TakePreparing(updatedSilo) is { } preparing)
        {
            Observe(ReportAsync(preparing, new ProcessExit()), preparing);
            launched.TakeStartFailure(preparing);
        }
        else if (processes.FindPid(updatedSilo) is { } pid && pid != process.Pid)
        {
            Observe(process.IsHead ? OnDeadAtHeadAsync(pid) : OnDeadElsewhereAsync(pid), pid);
        }
    }

    /// <summary>A silo may die while its join is on the way: then the word of its death came before anybody knew its pid.</summary>
    private void OnJoined(int pid)
    {
        if (processes.TryGetSilo(pid, out SiloAddress silo) && silos.IsDeadSilo(silo))
        {
            SiloStatusChangeNotification(silo, SiloStatus.Dead);
        }
    }

    private async Task OnDeadAtHeadAsync(int pid)
    {
        ProcessExit exit = await launched.DescribeDeathAsync(pid, ExitPatience).ConfigureAwait(false);
        await ReportAsync(pid, exit).ConfigureAwait(false);
    }

    private async Task OnDeadElsewhereAsync(int pid)
    {
        using var patience = new CancellationTokenSource(HeadPatience, process.Time);
        try
        {
            await processes.WaitAsync(view => !view.Processes.ContainsKey(pid), patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            processes.MarkExited(pid, new ProcessExit());
        }
    }

    private async Task ReportAsync(int pid, ProcessExit exit)
    {
        // Those who wait here need not wait for the grain.
        processes.MarkExited(pid, exit);
        if (exit.Reason == ProcessExitReason.Removed)
        {
            // Whoever removed it has told the cluster, or the cluster is ending.
            return;
        }

        await grains.GetGrain<IClusterManagerGrain>(0).Depart([new ProcessDeparture(pid, exit)]).ConfigureAwait(false);
    }

    private async void Observe(Task reporting, int pid)
    {
        try
        {
            await reporting.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotReported(e, pid);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "That process {Pid} is gone could not be told to the cluster; it will be noticed process by process.")]
    private partial void LogNotReported(Exception exception, int pid);
}
