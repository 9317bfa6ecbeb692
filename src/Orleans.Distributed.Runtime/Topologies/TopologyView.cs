using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Topologies;

/// <summary>The topology in the form in which it is looked things up in. Immutable.</summary>
internal sealed class TopologyView
{
    private readonly Dictionary<int, ProcessIdent> _places;

    public TopologyView(TopologyState state)
    {
        State = state;
        _places = state.Idents.ToDictionary(place => place.Pid);
    }

    public TopologyState State { get; }

    /// <summary>Whether links are made when workers join; otherwise when they are first used.</summary>
    public bool ConnectsAtOnce => State.Topology == Topology.Custom || (State.Topology == Topology.AllToAll && !State.Lazy);

    /// <summary>Whether two processes may talk to each other.</summary>
    public bool AreLinked(int one, int other)
    {
        if (State.Topology == Topology.AllToAll || one == other || one == 1 || other == 1)
        {
            return true;
        }

        return State.Topology == Topology.Custom
            && _places.TryGetValue(one, out ProcessIdent? first)
            && _places.TryGetValue(other, out ProcessIdent? second)
            && (Names(first, second) || Names(second, first));
    }

    private static bool Names(ProcessIdent one, ProcessIdent other) =>
        other.Ident is { } ident && one.ConnectIdents.Contains(ident, StringComparer.Ordinal);
}
