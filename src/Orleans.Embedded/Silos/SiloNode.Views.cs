using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime;

/// <content>
/// How the silo learns who belongs to the cluster. It is told what changes; when it has missed something, it asks whoever told it for all
/// of the members.
/// </content>
internal sealed partial class SiloNode
{
    private readonly GrainManifestTable _manifests = new();

    // What was last told of this silo itself, for others that it talks to.
    private volatile ClusterChange? _ownChange;

    private void OnView(Connection connection, ref MessageReader reader)
    {
        // To read what is known already takes longer in a larger cluster, and for nothing.
        ClusterView? view = ClusterView.ReadVersion(reader) > Membership.Current.Version ? ClusterView.Read(ref reader, _manifests) : null;
        Control.Post(() =>
        {
            connection.AwaitsView = false;
            if (view is not null)
            {
                Membership.Update(view, change: null);
            }
        });
    }

    // On the control thread.
    private void TakeOver(Connection connection, ClusterChange change)
    {
        ClusterView current = Membership.Current;
        if (change.Version <= current.Version)
        {
            return;
        }

        if (change.Version == current.Version + 1 && change.IsComplete)
        {
            Membership.Update(current.With(change), change);
        }
        else if (!connection.AwaitsView)
        {
            connection.AwaitsView = true;
            connection.SendControl([(byte)ControlKind.Missed]);
        }
    }

    private void SendMissed(Connection connection)
    {
        if (connection.Silo is null)
        {
            Peers.SendTo(connection, ControlKind.ClientView, Membership.Current);
            return;
        }

        Peers.SendTo(connection, ControlKind.View, Leader?.View ?? Membership.Current);
        if (connection.IsToldOfLeaving)
        {
            // It did not heed that while it lacked the view.
            connection.SendControl([(byte)ControlKind.Leaving]);
        }
    }

    // On the control thread, after what was told before. Calls that are placed again must not come back to the silo that leaves: when it is
    // not known yet that it does, it says so again with its answer.
    private static void OnLeaving(Connection connection)
    {
        if (!connection.AwaitsView)
        {
            _ = connection.StopCallsAsync();
        }
    }

    // The head's word may reach others late.
    private void SendOwnStatus(Connection connection)
    {
        if (connection.Silo is null || connection.Silo == Peers.HeadAddress)
        {
            return;
        }

        ClusterView current = Membership.Current;
        if (_ownChange is { } change && change.Members.Any(member => member.Address == Address && member.Status == current.StatusOf(Address)))
        {
            Peers.SendTo(connection, ControlKind.Change, change, current);
        }
        else
        {
            Peers.SendTo(connection, ControlKind.View, current);
        }
    }

    // On the control thread.
    private void TakeForDead(SiloAddress head)
    {
        ClusterView view = Membership.Current;
        if (view.Find(head) is { Status: not SiloStatus.Dead } member)
        {
            var change = new ClusterChange(view.Version + 1, [member with { Status = SiloStatus.Dead }], []);
            Membership.Update(view.With(change), change);
        }
    }

    // On the control thread.
    private void OnMembershipChanged(ViewChange change)
    {
        (ClusterView previous, ClusterView current) = (change.Previous, change.Current);
        Interlocked.Increment(ref _routeVersion);
        if (change.Change?.Members.Any(member => member.Address == Address) == true)
        {
            _ownChange = change.Change;
        }

        if (change.Change is null || change.News.Any(member => previous.Find(member.Address)?.Status == SiloStatus.Active))
        {
            Directory.Forget(current);
        }

        foreach ((ControlKind Kind, SiloAddress Silo) told in _told.Keys)
        {
            if (current.StatusOf(told.Silo) == SiloStatus.Dead)
            {
                _told.TryRemove(told, out _);
            }
        }

        foreach (MemberRecord member in change.News)
        {
            if (member.Status == SiloStatus.Dead && member.Address != Address)
            {
                Peers.AbortTo(member.Address, "The silo is dead.");
            }
        }

        foreach (Connection client in Peers.Clients)
        {
            TellClient(client, change);
        }

        if (Leader is not null || Status is SiloStatus.Dead)
        {
            return;
        }

        if (current.StatusOf(Address) == SiloStatus.Dead)
        {
            Fence.End();
            Control.Post(() => Die(DeclaredDead));
        }
        else if (Peers.HeadAddress is { } head && current.StatusOf(head) == SiloStatus.Dead)
        {
            Directory.FailQuestions();
            Control.Post(() => Die($"The primary silo {head} is gone, and without it the cluster cannot go on."));
        }
    }

    private static void TellClient(Connection client, ViewChange change)
    {
        if (change.Change is { } known)
        {
            Peers.SendTo(client, ControlKind.ClientChange, known, change.Previous);
        }
        else
        {
            Peers.SendTo(client, ControlKind.ClientView, change.Current);
        }
    }
}
