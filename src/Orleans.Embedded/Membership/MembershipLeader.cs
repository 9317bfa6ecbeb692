using Microsoft.Extensions.Logging;
using Orleans.Runtime.Directory;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>
/// The membership as the head keeps it: it alone decides who is a member and who is dead, and tells the others. It also keeps the
/// directory of grains, so that what a dead silo had is forgotten before anybody learns of the death.
/// </summary>
internal sealed partial class MembershipLeader(SiloNode node, TimeSpan defunctExpiration, ILogger<MembershipLeader> logger)
{
    private const int MostDead = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, MemberRecord> _members = [];
    private readonly HashSet<SiloAddress> _changed = [];
    private readonly HashSet<SiloAddress> _forgotten = [];
    private readonly Dictionary<SiloAddress, long> _deadSince = [];
    private readonly HashSet<SiloAddress> _beingVerified = [];
    private readonly Dictionary<SiloAddress, long> _heard = [];
    private readonly ClientTable _clients = new();
    private volatile ClusterView _view = ClusterView.Empty;

    public GrainDirectoryTable Directory { get; } = new();

    /// <summary>The members as of the last decision, which this silo's own view may not have taken over yet.</summary>
    public ClusterView View => _view;

    /// <summary>Adds a member. A later run at the same endpoint proves that an earlier one is dead.</summary>
    public void Join(MemberRecord member)
    {
        Change(() =>
        {
            foreach (SiloAddress earlier in _members.Keys.Where(address => address.IsPredecessorOf(member.Address)).ToArray())
            {
                MarkDead(earlier);
            }

            if (_members.TryAdd(member.Address, member))
            {
                _changed.Add(member.Address);
                _heard[member.Address] = Environment.TickCount64;
            }

            return true;
        });
    }

    /// <summary>A silo tells its own status.</summary>
    public void SetStatus(SiloAddress silo, SiloStatus status) => Change(() =>
    {
        if (!_members.TryGetValue(silo, out MemberRecord? member) || member.Status == SiloStatus.Dead || member.Status >= status)
        {
            return false;
        }

        if (status == SiloStatus.Dead)
        {
            MarkDead(silo);
        }
        else
        {
            _members[silo] = member with { Status = status };
            _changed.Add(silo);
        }

        return true;
    });

    public void DeclareDead(SiloAddress silo, string reason)
    {
        if (silo == node.Address)
        {
            return;
        }

        bool changed = Change(() =>
        {
            if (!_members.TryGetValue(silo, out MemberRecord? member) || member.Status == SiloStatus.Dead)
            {
                return false;
            }

            MarkDead(silo);
            return true;
        });
        if (changed)
        {
            LogDeclaredDead(logger, silo, reason);
            node.Peers.AbortTo(silo, $"This silo was declared dead: {reason}");
        }
    }

    /// <summary>
    /// Somebody lost the connection to a silo. It is dead if nobody listens at its address any more, or if the head has not heard of it
    /// for too long either: one that only does not answer may be busy. The check runs on a thread of its own.
    /// </summary>
    public void Verify(SiloAddress silo, string reason)
    {
        if (HasGoodLink(silo))
        {
            node.Peers.Find(silo)?.Ping();
            return;
        }

        lock (_lock)
        {
            if (!IsAlive(silo) || silo == node.Address || !_beingVerified.Add(silo))
            {
                return;
            }
        }

        node.RunAside($"Verify {silo}", () =>
        {
            bool isAlive;
            try
            {
                isAlive = node.Peers.TryReachUntil(silo, () => IsDecided(silo)) == Reachability.Reached || HasGoodLink(silo);
            }
            finally
            {
                lock (_lock)
                {
                    _beingVerified.Remove(silo);
                }
            }

            if (!isAlive && node.Status != SiloStatus.Dead)
            {
                DeclareDead(silo, reason);
            }
        });
    }

    /// <summary>Notes when a silo was last heard of over a connection that has closed.</summary>
    public void NoteHeard(SiloAddress silo, TimeSpan ago)
    {
        long time = Environment.TickCount64 - (long)ago.TotalMilliseconds;
        lock (_lock)
        {
            if (_heard.TryGetValue(silo, out long known) && time > known)
            {
                _heard[silo] = time;
            }
        }
    }

    /// <summary>Declares dead who was not heard of for too long. On the control thread.</summary>
    public void CheckSilence(TimeSpan limit)
    {
        SiloAddress[] others;
        lock (_lock)
        {
            others = [.. _members.Values.Where(member => member.Status != SiloStatus.Dead && member.Address != node.Address).Select(member => member.Address)];
        }

        foreach (SiloAddress silo in others)
        {
            if (node.Peers.Find(silo) is not { } connection)
            {
                Verify(silo, "it has no connection to the head");
            }
            else if (connection.SinceLastHeard > limit)
            {
                DeclareDead(silo, $"it was not heard of for {connection.SinceLastHeard.TotalSeconds:0.0} s, longer than ClusterMembershipOptions.ProbeTimeout x NumMissedProbesLimit = {limit.TotalSeconds:0.0} s");
            }
            else
            {
                connection.Ping();
            }
        }
    }

    /// <summary>Registers an activation of a living silo.</summary>
    /// <returns>The silo whose activation is the one; <see langword="null"/> when the silo that asks is not a living member.</returns>
    public SiloAddress? Register(GrainId grainId, SiloAddress silo, ActivationId activation)
    {
        lock (_lock)
        {
            // Whoever asked is about to learn of its own death, and must not run the grain until then.
            return IsAlive(silo) ? Directory.Register(grainId, silo, activation) : null;
        }
    }

    /// <summary>The clients that a gateway has: an observer is found by its client, which may have moved from one gateway to another.</summary>
    public void RegisterClient(GrainId client, SiloAddress gateway)
    {
        lock (_lock)
        {
            if (IsAlive(gateway))
            {
                _clients.Add(client, gateway);
            }
        }
    }

    public void UnregisterClient(GrainId client, SiloAddress gateway)
    {
        lock (_lock)
        {
            _clients.Remove(client, gateway);
        }
    }

    /// <summary>Where a grain is, or by which gateway a client is reached.</summary>
    public SiloAddress? Find(GrainId grainId)
    {
        if (!ObserverIds.IsClientOrObserver(grainId))
        {
            return Directory.Find(grainId);
        }

        lock (_lock)
        {
            return _clients.Find(grainId, silo => _members.GetValueOrDefault(silo)?.Status == SiloStatus.Active);
        }
    }

    // Whether the head hears of the silo: what others cannot reach is then not dead.
    private bool HasGoodLink(SiloAddress silo) => node.Peers.Find(silo)?.Link is { IsOpen: true } link && link.SinceLastHeard < node.SilenceLimit;

    // Whether there is nothing more to find out about a silo that does not answer.
    private bool IsDecided(SiloAddress silo)
    {
        lock (_lock)
        {
            if (!IsAlive(silo) || Environment.TickCount64 - _heard.GetValueOrDefault(silo) > node.SilenceLimit.TotalMilliseconds)
            {
                return true;
            }
        }

        return HasGoodLink(silo) || node.Status == SiloStatus.Dead;
    }

    // Under the lock.
    private bool IsAlive(SiloAddress silo) => _members.TryGetValue(silo, out MemberRecord? member) && member.Status != SiloStatus.Dead;

    // Under the lock.
    private void MarkDead(SiloAddress silo)
    {
        _members[silo] = _members[silo] with { Status = SiloStatus.Dead };
        _changed.Add(silo);
        _deadSince[silo] = Environment.TickCount64;
        _heard.Remove(silo);
        Directory.RemoveSilo(silo);
        _clients.RemoveGateway(silo);
    }

    // Under the lock.
    private void ForgetLongDead()
    {
        foreach ((SiloAddress silo, long since) in _deadSince.ToArray())
        {
            if (Environment.TickCount64 - since > defunctExpiration.TotalMilliseconds)
            {
                Forget(silo);
            }
        }

        // All of them are in every view that is sent.
        if (_deadSince.Count <= MostDead)
        {
            return;
        }

        foreach (SiloAddress silo in _deadSince.OrderBy(entry => entry.Value).Take(_deadSince.Count - MostDead).Select(entry => entry.Key).ToArray())
        {
            Forget(silo);
        }
    }

    // Under the lock.
    private void Forget(SiloAddress silo)
    {
        _members.Remove(silo);
        _deadSince.Remove(silo);
        _forgotten.Add(silo);
    }

    private bool Change(Func<bool> change)
    {
        lock (_lock)
        {
            if (!change())
            {
                return false;
            }

            ForgetLongDead();
            ClusterView previous = _view;
            ClusterChange news = TakeNews(previous.Version + 1);
            ClusterView view = previous.With(news);
            _view = view;
            node.Control.Post(() => node.Membership.Update(view, news));
            Broadcast(previous, view, news);
            return true;
        }
    }

    // Under the lock.
    private ClusterChange TakeNews(long version)
    {
        _changed.ExceptWith(_forgotten);
        var news = new ClusterChange(version, [.. _changed.Select(silo => _members[silo])], [.. _forgotten]);
        _changed.Clear();
        _forgotten.Clear();
        return news;
    }

    // Whatever keeps the view from being sent, the head has decided.
    private void Broadcast(ClusterView previous, ClusterView view, ClusterChange change)
    {
        try
        {
            node.Peers.Broadcast(previous, view, change);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogBroadcastFailed(logger, error);
        }
    }

    [LoggerMessage(2, LogLevel.Error, "The members of the cluster could not be sent to all silos.")]
    private static partial void LogBroadcastFailed(ILogger logger, Exception error);

    [LoggerMessage(1, LogLevel.Warning, "Silo {Silo} is declared dead: {Reason}.")]
    private static partial void LogDeclaredDead(ILogger logger, SiloAddress silo, string reason);
}
