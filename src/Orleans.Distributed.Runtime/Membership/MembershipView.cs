using System.Collections.Immutable;
using Orleans.Distributed.Topologies;

namespace Orleans.Distributed.Membership;

/// <summary>
/// The membership in the form in which it is looked things up in. Immutable; one that follows on another shares with it what has not
/// changed.
/// </summary>
internal sealed class MembershipView
{
    public static readonly MembershipView Empty = Of(MembershipSnapshot.Empty, _ => true);

    private readonly ImmutableDictionary<int, Member> _processes;
    private readonly ImmutableDictionary<SiloAddress, int> _pids;
    private IReadOnlyList<int>? _sorted;
    private IReadOnlyList<int>? _workers;

    private MembershipView(
        long version, int nextPid, int goneThrough, ImmutableDictionary<int, Member> processes, ImmutableDictionary<SiloAddress, int> pids, TopologyView topology)
    {
        Version = version;
        NextPid = nextPid;
        GoneThrough = goneThrough;
        _processes = processes;
        _pids = pids;
        Topology = topology;
    }

    /// <inheritdoc cref="MembershipSnapshot.Version"/>
    public long Version { get; }

    /// <inheritdoc cref="MembershipSnapshot.NextPid"/>
    public int NextPid { get; }

    /// <inheritdoc cref="MembershipSnapshot.GoneThrough"/>
    public int GoneThrough { get; }

    public IReadOnlyDictionary<int, Member> Processes => _processes;

    /// <summary>The pids that are alive, ascending.</summary>
    public IReadOnlyList<int> Pids => _sorted ??= [.. _processes.Keys.Order()];

    /// <summary>The pids that are alive without the head, ascending; the head itself when it is alone.</summary>
    public IReadOnlyList<int> Workers => _workers ??= Pids is [1] ? Pids : [.. Pids.Where(pid => pid != 1)];

    /// <summary>Who may talk to whom.</summary>
    public TopologyView Topology { get; }

    public static MembershipView Of(MembershipSnapshot snapshot, Func<int, bool> alive)
    {
        Member[] members = [.. snapshot.Alive.Where(p => alive(p.Pid)).Select(Member.Of)];
        return new MembershipView(
            snapshot.Version,
            snapshot.NextPid,
            snapshot.GoneThrough,
            members.ToImmutableDictionary(m => m.Info.Pid),
            members.ToImmutableDictionary(m => m.Silo, m => m.Info.Pid),
            new TopologyView(snapshot.Topology));
    }

    /// <summary>The pid of the process that a silo is.</summary>
    public int? FindPid(SiloAddress silo) => _pids.TryGetValue(silo, out int pid) ? pid : null;

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

    /// <summary>The membership after a change.</summary>
    public MembershipView With(MembershipChange change, Func<int, bool> alive)
    {
        Member[] members = [.. change.Alive.Where(p => alive(p.Pid)).Select(Member.Of)];
        Member[] gone = [.. change.Departed.Select(d => _processes.GetValueOrDefault(d.Pid)).OfType<Member>()];
        return new MembershipView(
            change.Version,
            change.NextPid,
            change.GoneThrough,
            _processes.RemoveRange(gone.Select(m => m.Info.Pid)).SetItems(members.Select(m => KeyValuePair.Create(m.Info.Pid, m))),
            _pids.RemoveRange(gone.Select(m => m.Silo)).SetItems(members.Select(m => KeyValuePair.Create(m.Silo, m.Info.Pid))),
            change.Topology is { } topology ? new TopologyView(topology) : Topology);
    }

    /// <summary>The membership without a process that is gone.</summary>
    public MembershipView Without(Member member) =>
        new(Version, NextPid, GoneThrough, _processes.Remove(member.Info.Pid), _pids.Remove(member.Silo), Topology);

    internal sealed record Member(ProcessInfo Info, SiloAddress Silo)
    {
        public static Member Of(ProcessInfo process) => new(process, SiloAddress.FromParsableString(process.Silo));
    }
}
