using Microsoft.Extensions.Logging;
using Orleans.Distributed.Grains;

namespace Orleans.Distributed.Membership;

/// <content>
/// How the others are told: what has changed, and nothing else, so that a change costs each process the same however large the cluster
/// is. One that has missed a change says so with its answer, and is sent all of it.
/// </content>
internal sealed partial class ClusterManagerGrain
{
    /// <summary>Tells everybody what has changed.</summary>
    /// <param name="except">Who learns it with the answer to its request; 0 for nobody.</param>
    private void Tell(int except = 0)
    {
        MembershipSnapshot snapshot = Snapshot;

        // After an activation it is not known what the others were told.
        MembershipChange change = MembershipChange.Between(_told ?? MembershipSnapshot.Empty, snapshot);
        _told = snapshot;
        foreach (ProcessDeparture departure in change.Departed)
        {
            _sentWhole.Remove(departure.Pid);
        }

        // First the silo that this grain lives on: the placement of the calls below reads its table.
        if (processes.Apply(change) < snapshot.Version)
        {
            processes.Apply(snapshot);
        }

        foreach (ProcessInfo process in snapshot.Alive)
        {
            if (process.Pid != except)
            {
                Tell(process.Pid, change);
            }
        }
    }

    private async void Tell(int pid, MembershipChange change)
    {
        try
        {
            IWorkerGrain worker = grains.GetGrain<IWorkerGrain>(pid);
            long known = await worker.ApplyMembershipChange(change);

            // Once for all the changes that it has missed, of which each may be answered so.
            if (known < change.Version && _sentWhole.GetValueOrDefault(pid) < change.Version)
            {
                MembershipSnapshot snapshot = _told!;
                _sentWhole[pid] = snapshot.Version;
                await worker.ApplyMembership(snapshot);
            }
        }
        catch (Exception e)
        {
            // It is leaving, and its own departure is on the way; whoever adds processes waits for everybody's answer itself.
            LogNotTold(e, pid);
        }
    }

    [LoggerMessage(3, LogLevel.Debug, "Process {Pid} could not be told of a change of membership.")]
    private partial void LogNotTold(Exception exception, int pid);
}
