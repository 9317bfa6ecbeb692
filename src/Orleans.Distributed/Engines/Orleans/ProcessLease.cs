using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Distributed.Grains;

namespace Orleans.Distributed.Membership;

/// <summary>
/// A worker's lease on being alive: renewed by asking the cluster, and counted from the moment of asking, so that it always ends
/// before the others may declare this process dead.
/// </summary>
internal sealed partial class ProcessLease(
    LocalProcess process,
    IOptions<DistributedOptions> options,
    IGrainFactory grains,
    IHostApplicationLifetime host,
    ILogger<ProcessLease> logger) : IProcessLease, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private long _renewed;
    private volatile bool _started;
    private volatile bool _held;

    /// <summary>A process that has not joined yet may run what it has to run before: nobody can have declared it dead.</summary>
    public bool IsValid => process.IsHead
        || !_started
        || (_held && process.Time.GetElapsedTime(Volatile.Read(ref _renewed)) < options.Value.FailureDetection);

    public void Start()
    {
        Volatile.Write(ref _renewed, process.Time.GetTimestamp());
        _held = true;
        _started = true;
        if (!process.IsHead)
        {
            _ = RenewAsync();
        }
    }

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Cancel();

    private async Task RenewAsync()
    {
        IClusterManagerGrain manager = grains.GetGrain<IClusterManagerGrain>(0);
        using var timer = new PeriodicTimer(options.Value.FailureDetection / 5, process.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                long asked = process.Time.GetTimestamp();
                try
                {
                    if (await manager.IsAlive(process.Pid).ConfigureAwait(false))
                    {
                        Volatile.Write(ref _renewed, asked);
                        continue;
                    }
                }
                catch (Exception e)
                {
                    LogNotRenewed(e, process.Pid);
                    continue;
                }

                LogDeclaredDead(process.Pid);
                _held = false;
                host.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    [LoggerMessage(50, LogLevel.Debug, "Process {Pid} could not ask its cluster whether it is still a member.")]
    private partial void LogNotRenewed(Exception exception, int pid);

    [LoggerMessage(51, LogLevel.Error, "Process {Pid} was declared dead by its cluster. It runs nothing more and ends itself.")]
    private partial void LogDeclaredDead(int pid);
}
