using Orleans.Distributed.Topologies;

namespace Orleans.Distributed.Membership;

/// <summary>A membership snapshot in the form in which it is looked things up in. Immutable.</summary>
internal sealed class MembershipView
{
    public static readonly MembershipView Empty = Of(MembershipSnapshot.Empty, _ => true);

    private MembershipView(MembershipSnapshot snapshot, Dictionary<int, Member> processes)
    {
        Snapshot = snapshot;
        Processes = processes;
        Pids = [.. processes.Keys.Order()];
        Topology = new TopologyView(snapshot.Topology);
        Workers = Pids is [1] ? Pids : [.. Pids.Where(pid => pid != 1)];
    }

    public MembershipSnapshot Snapshot { get; }

    public IReadOnlyDictionary<int, Member> Processes { get; }

    /// <summary>The pids that are alive, ascending.</summary>
    public IReadOnlyList<int> Pids { get; }

    /// <summary>The pids that are alive without the head, ascending; the head itself when it is alone.</summary>
    public IReadOnlyList<int> Workers { get; }

    /// <summary>Who may talk to whom.</summary>
    public TopologyView Topology { get; }

    /// <summary>The workers that a process may talk to, ascending. It is one of them when it is a worker, and when there is no other.</summary>
    public IReadOnlyList<int> LinkedWorkers(int pid)
    {
        if (pid == 1 || Topology.State.Topology == Distributed.Topology.AllToAll)
        {
            return Workers;
        }

        int[] linked = [.. Workers.Where(worker => Topology.AreLinked(pid, worker))];
        return linked.Length > 0 ? linked : [pid];
    }

    public static MembershipView Of(MembershipSnapshot snapshot, Func<int, bool> alive) => new(
        snapshot,
        snapshot.Alive.Where(p => alive(p.Pid)).ToDictionary(p => p.Pid, p => new Member(p, SiloAddress.FromParsableString(p.Silo))));

    internal sealed record Member(ProcessInfo Info, SiloAddress Silo);
}
