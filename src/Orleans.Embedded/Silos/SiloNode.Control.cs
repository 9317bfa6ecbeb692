using System.Buffers;
using System.Collections.Concurrent;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime;

/// <content>What silos tell each other about the cluster.</content>
internal sealed partial class SiloNode
{
    private const string DeclaredDead = "The cluster has declared this silo dead. It was not heard of for too long, or was asked to go.";

    // What the head was told about other silos, and has not acted upon yet.
    private readonly ConcurrentDictionary<(ControlKind Kind, SiloAddress Silo), bool> _told = new();

    public override void OnControl(Connection connection, byte[] message)
    {
        var reader = new MessageReader(new ReadOnlySequence<byte>(message));
        switch ((ControlKind)reader.ReadByte())
        {
            // The directory answers at once, from the thread that reads.
            case ControlKind.Register or ControlKind.Lookup or ControlKind.Unregister:
                OnQuestion(connection, (ControlKind)message[0], ref reader);
                break;
            case ControlKind.Location:
                Directory.OnLocation(ref reader);
                break;
            case ControlKind.Moved:
                Directory.Remember(reader.ReadGrainId(), SiloAddress.Parse(reader.ReadText()));
                Interlocked.Increment(ref _routeVersion);
                break;
            case ControlKind.View:
                OnView(connection, ref reader);
                break;
            case ControlKind.Change:
                var change = ClusterChange.Read(ref reader, _manifests);
                Control.Post(() => TakeOver(connection, change));
                break;
            case ControlKind.Missed:
                Control.Post(() => SendMissed(connection));
                break;
            case ControlKind.Leaving:
                Control.Post(() => OnLeaving(connection));
                break;
            case ControlKind.Left:
                connection.HasLeft = true;
                break;
            case ControlKind.Join when Leader is { } leader:
                GrainManifest manifest = _manifests.Add(GrainManifest.Read(ref reader));
                MemberRecord member = MemberRecord.Read(ref reader, manifest);
                Control.Post(() => leader.Join(member));
                break;
            case ControlKind.Status when Leader is { } leader:
                var status = (SiloStatus)reader.ReadByte();
                Control.Post(() => leader.SetStatus(connection.Silo!, status));
                break;
            case ControlKind.Suspect when Leader is { } leader:
                var suspect = SiloAddress.Parse(reader.ReadText());
                Control.Post(() => leader.Verify(suspect, $"{connection.Name} lost the connection to it, and the head could not reach it"));
                break;
            case ControlKind.Kill when Leader is { } leader:
                var victim = SiloAddress.Parse(reader.ReadText());
                Control.Post(() => leader.DeclareDead(victim, $"{connection.Name} asked for it"));
                break;
            default:
                throw new InvalidDataException($"A control message of kind {message[0]} is not known here. Run the same version everywhere.");
        }
    }

    public override void OnConnectionOpened(Connection connection)
    {
        Peers.Add(connection);
        if (connection.Silo is { } reached)
        {
            _told.TryRemove((ControlKind.Suspect, reached), out _);
        }

        if (Volatile.Read(ref _killed) != 0)
        {
            connection.Abort("The silo has ended.");
        }
        else if (connection.Silo is not { } silo)
        {
            Directory.RegisterClient(connection.Client);
            Peers.SendTo(connection, ControlKind.ClientView, Membership.Current);
        }
        else if ((Leader?.View ?? Membership.Current).StatusOf(silo) == SiloStatus.Dead)
        {
            // It was declared dead between the handshake and now.
            connection.Abort("The silo is dead.");
        }
        else if (Leader?.View is { } view && view.Find(silo) is not null)
        {
            // It may have missed news while it had no connection.
            Peers.SendTo(connection, ControlKind.View, view);
        }
        else if (silo == Peers.HeadAddress)
        {
            Repeat(connection);
        }
    }

    public override void OnConnectionClosed(Connection connection, LinkClosed? closed)
    {
        base.OnConnectionClosed(connection, closed);
        bool wasUsed = Peers.Remove(connection);
        if (Volatile.Read(ref _killed) != 0 || Status == SiloStatus.Dead)
        {
            // It has left, and what becomes of the others is not its business any more.
            return;
        }

        if (connection.Silo is not { } silo)
        {
            if (wasUsed)
            {
                Directory.Unregister(connection.Client, default);
            }

            return;
        }

        if (connection.Link is not null)
        {
            Leader?.NoteHeard(silo, connection.SinceLastHeard);
        }

        if (wasUsed && Membership.Current.StatusOf(silo) != SiloStatus.Dead)
        {
            TimeSpan sinceHeard = connection.SinceLastHeard;
            Control.Post(() => OnLost(silo, closed, sinceHeard));
        }
    }

    /// <summary>Declares a silo dead.</summary>
    public void AskToKill(SiloAddress silo)
    {
        if (Leader is { } leader)
        {
            leader.DeclareDead(silo, "it was asked for");
            return;
        }

        TellHead(ControlKind.Kill, silo);
    }

    private void OnLost(SiloAddress silo, LinkClosed? closed, TimeSpan sinceHeard)
    {
        if (Leader is { } leader)
        {
            leader.Verify(silo, closed is null ? "it cannot be reached" : $"its connection was lost ({closed.Text})");
        }
        else if (silo == Peers.HeadAddress)
        {
            long heard = Environment.TickCount64 - (long)sinceHeard.TotalMilliseconds;
            RunAside("Check primary silo", () => CheckHead(heard));
        }
        else
        {
            TellHead(ControlKind.Suspect, silo);
        }
    }

    // The head is the one silo whose death its members find out by themselves.
    private void CheckHead(long heard)
    {
        SiloAddress head = Peers.HeadAddress!;
        bool IsOver() => Environment.TickCount64 - heard > SilenceLimit.TotalMilliseconds || Volatile.Read(ref _killed) != 0
            || Peers.Find(head)?.Link is { IsOpen: true };
        switch (Peers.TryReachUntil(head, IsOver))
        {
            case Reachability.Reached:
                return;
            case Reachability.Silent when Peers.Find(head)?.Link is { IsOpen: true }:
                // It connected by itself meanwhile.
                return;
            case Reachability.Refused:
                Control.Post(() => Die(DeclaredDead));
                return;
            default:
                Control.Post(() => TakeForDead(head));
                return;
        }
    }

    private void OnQuestion(Connection connection, ControlKind kind, ref MessageReader reader)
    {
        MembershipLeader leader = Leader ?? throw new InvalidDataException("A question about the directory came to a silo that does not keep it.");
        ulong question = reader.ReadUInt64();
        GrainId grainId = reader.ReadGrainId();
        var activation = new ActivationId(reader.ReadGuid());
        SiloAddress asker = connection.Silo ?? throw new InvalidDataException("A client asked the directory.");
        SiloAddress? answer;
        switch (kind)
        {
            case ControlKind.Register when ObserverIds.IsClientOrObserver(grainId):
                leader.RegisterClient(grainId, asker);
                answer = asker;
                break;
            case ControlKind.Register:
                answer = leader.Register(grainId, asker, activation);
                break;
            case ControlKind.Lookup:
                answer = leader.Find(grainId);
                break;
            case ControlKind.Unregister when ObserverIds.IsClientOrObserver(grainId):
                leader.UnregisterClient(grainId, asker);
                answer = null;
                break;
            default:
                leader.Directory.Unregister(grainId, asker, activation);
                answer = null;
                break;
        }

        using MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)ControlKind.Location);
        message.WriteUInt64(question);
        message.WriteString(answer?.ToParsableString());
        connection.SendControl(message.Span);
    }

    // What the head may not have got over the connection before this one. All of it may be said twice.
    private void Repeat(Connection head)
    {
        Directory.Repeat(head);
        if (Membership.Current.Find(Address) is null)
        {
            SendJoin(head);
        }

        if (Status is not (SiloStatus.Created or SiloStatus.Joining))
        {
            head.SendControl([(byte)ControlKind.Status, (byte)Status]);
        }

        foreach ((ControlKind kind, SiloAddress silo) in _told.Keys)
        {
            Tell(head, kind, silo);
        }
    }

    // Remembered until the silo is dead, or its connection is there again: the message may be lost with the connection to the head.
    private void TellHead(ControlKind kind, SiloAddress silo)
    {
        _told[(kind, silo)] = true;
        if (Peers.Head is { } head)
        {
            Tell(head, kind, silo);
        }
    }

    private static void Tell(Connection head, ControlKind kind, SiloAddress silo)
    {
        using MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)kind);
        message.WriteString(silo.ToParsableString());
        head.SendControl(message.Span);
    }
}
