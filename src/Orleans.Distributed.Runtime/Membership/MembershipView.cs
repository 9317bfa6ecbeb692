
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
        Workers = Pids is [1] ? Pids : [.. Pids.Where(pid => pid != 1)];
    }

    public MembershipSnapshot Snapshot { get; }

    public IReadOnlyDictionary<int, Member> Processes { get; }

    /// <summary>The pids that are alive, ascending.</summary>
    public IReadOnlyList<int> Pids { get; }

    /// <summary>The pids that are alive without the head, ascending; the head itself when it is alone.</summary>
    public IReadOnlyList<int> Workers { get; }

    public static MembershipView Of(MembershipSnapshot snapshot, Func<int, bool> alive) => new(
        snapshot,
        snapshot.Alive.Where(p => alive(p.Pid)).ToDictionary(p => p.Pid, p => new Member(p, SiloAddress.FromParsableString(p.Silo))));

    internal sealed record Member(ProcessInfo Info, SiloAddress Silo);
}
