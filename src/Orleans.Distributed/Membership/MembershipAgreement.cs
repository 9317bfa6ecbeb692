using Microsoft.Extensions.Logging;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Membership;

/// <summary>Brings all processes to the same knowledge of who belongs to the cluster.</summary>
internal sealed partial class MembershipAgreement(
    LocalProcess process, ProcessTable processes, PeerTable peers, IGrainFactory grains, ILogger<MembershipAgreement> logger)
{
    /// <summary>Learns what the cluster manager grain knows now.</summary>
    public async Task RefreshAsync() =>
        processes.Apply(await grains.GetGrain<IClusterManagerGrain>(0).GetSnapshot().ConfigureAwait(false));

    /// <summary>Waits until every process knows what the cluster manager grain knows now.</summary>
    public async Task ReachAsync()
    {
        MembershipSnapshot snapshot = await grains.GetGrain<IClusterManagerGrain>(0).GetSnapshot().ConfigureAwait(false);
        processes.Apply(snapshot);
        await Task.WhenAll(snapshot.Alive.Where(p => p.Pid != process.Pid).Select(p => TellAsync(p.Pid, snapshot))).ConfigureAwait(false);
    }

    private async Task TellAsync(int pid, MembershipSnapshot snapshot)
    {
        try
        {
            await peers.Get(pid).Worker.ApplyMembership(snapshot).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ProcessExitedException or OrleansException or TimeoutException)
        {
            // It is dying; nobody needs it to agree.
            LogNotTold(e, pid);
        }
    }

    [LoggerMessage(61, LogLevel.Debug, "Process {Pid} could not be told who belongs to the cluster.")]
    private partial void LogNotTold(Exception exception, int pid);
}
