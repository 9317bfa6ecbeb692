using Orleans.Concurrency;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Grains;

/// <summary>The one authority on who belongs to the cluster: assigns pids, records joins and departures. Key 0.</summary>
[Alias("od.IClusterManagerGrain")]
internal interface IClusterManagerGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Gives <paramref name="count"/> pids away, for processes about to be launched, and notes their places in the topology. A pid
    /// is never given twice.
    /// </summary>
    Task<int[]> ReservePids(int count, TopologyRequest topology);

    /// <summary>
    /// Notes what a cluster manager says of the places of processes that it has launched. Answers with an error for each that
    /// cannot have its place, or <see langword="null"/>.
    /// </summary>
    Task<string?[]> PlaceInTopology(ProcessIdent[] idents);

    /// <summary>Takes a process in, and tells the others of it.</summary>
    Task<JoinReply> Join(JoinRequest request);

    /// <summary>Takes processes out, and tells the others. Pids that are not alive are ignored.</summary>
    Task Depart(ProcessDeparture[] departures);

    /// <summary>Notes that processes are about to be taken out, and tells the others. Pids that are not alive are ignored.</summary>
    Task MarkTerminating(int[] pids);

    /// <summary>
    /// Sets the status of a process, or takes it away when it is <see langword="null"/>. Answers whether there is such a process.
    /// </summary>
    Task<bool> SetStatus(int pid, string scope, [Immutable] byte[]? status);

    /// <summary>The status of a process.</summary>
    Task<StatusReply> GetStatus(int pid, string scope);

    /// <summary>Deletes the statuses of a process that has left, when the callbacks for its exit have run.</summary>
    Task ForgetStatuses(int pid);

    /// <summary>The membership as it is now.</summary>
    Task<MembershipSnapshot> GetSnapshot();

    /// <summary>Whether <paramref name="pid"/> still belongs to the cluster: a worker renews its lease with it.</summary>
    [AlwaysInterleave]
    Task<bool> IsAlive(int pid);
}
