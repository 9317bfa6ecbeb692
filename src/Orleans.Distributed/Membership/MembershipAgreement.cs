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
        var question = MembershipChange.NothingSince(snapshot);
        await Task.WhenAll(snapshot.Alive.Where(p => p.Pid != process.Pid).Select(p => TellAsync(p.Pid, snapshot, question))).ConfigureAwait(false);
    }

    // Most know it already: all of it is sent to those only that do not.
    private async Task TellAsync(int pid, MembershipSnapshot snapshot, MembershipChange question)
    {
        try
        {
            IWorkerGrain worker = peers.Get(pid).Worker;
            if (await worker.ApplyMembershipChange(question).ConfigureAwait(false) < snapshot.Version)
            {
                await worker.ApplyMembership(snapshot).ConfigureAwait(false);
            }
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
