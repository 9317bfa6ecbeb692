using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>The connections of a silo: to other silos, made when first needed or by them, and from clients.</summary>
internal sealed class Peers(SiloNode node)
{
    private static readonly TimeSpan VerifyPause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<SiloAddress, Connection> _silos = new();
    private readonly ConcurrentDictionary<GrainId, Connection> _clients = new();

    // Two silos that connect to each other at the same time have two connections; one of them is not in the table above.
    private readonly ConcurrentDictionary<Connection, bool> _all = new();
    private LinkConnector? _connector;
    private TimeSpan _verifyTimeout;
    private volatile SiloAddress? _head;

    /// <summary>The connection to the head; <see langword="null"/> in the head itself.</summary>
    public Connection? Head => _head is { } head ? _silos.GetValueOrDefault(head) : null;

    public SiloAddress? HeadAddress => _head;

    public IEnumerable<Connection> Clients => _clients.Values;

    public IEnumerable<Connection> Silos => _silos.Values;

    public IEnumerable<Connection> All => _all.Keys;

    public void Start(LinkOptions options, TimeSpan verifyTimeout)
    {
        _connector = new LinkConnector(options);
        _verifyTimeout = verifyTimeout;
    }

    public Connection? Find(SiloAddress silo) => _silos.TryGetValue(silo, out Connection? connection) && !connection.IsClosed ? connection : null;

    public Connection? FindClient(GrainId client) => _clients.GetValueOrDefault(client);

    /// <summary>Gets the connection to a silo; begins to make it when there is none.</summary>
    public Connection Get(SiloAddress silo)
    {
        while (true)
        {
            if (Find(silo) is { } existing)
            {
                return existing;
            }

            var created = new Connection(node, $"silo {silo}") { Silo = silo };
            if (_silos.TryGetValue(silo, out Connection? closed) ? _silos.TryUpdate(silo, created, closed) : _silos.TryAdd(silo, created))
            {
                _all[created] = true;
                _ = ConnectAsync(created, silo.Endpoint);
                return created;
            }
        }
    }

    /// <summary>Connects to the head, whose generation is not known yet.</summary>
    public async Task ConnectToHeadAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        Link link = await _connector!.ConnectAsync(endpoint, peer => Admit(peer, isGateway: false), cancellationToken).ConfigureAwait(false);
        _head = PeerIdentity.Read(link.Peer.Identity)!.Silo;
    }

    /// <summary>Tries to reach a silo by a new connection. Blocks; needs no thread of the pool.</summary>
    public Reachability TryReach(SiloAddress silo)
    {
        using var timeout = new CancellationTokenSource(_verifyTimeout);
        try
        {
            _connector!.Connect(
                silo.Endpoint,
                peer => PeerIdentity.Read(peer.Identity)?.Silo == silo ? Admit(peer, isGateway: false) : LinkAdmission.Refuse("Another run of this silo is wanted."),
                timeout.Token);
            return Reachability.Reached;
        }
        catch (LinkRefusedException)
        {
            return Reachability.Refused;
        }
        catch (LinkUnreachableException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Reachability.Gone;
        }
#pragma warning disable CA1031 // Whatever keeps this silo from finding out tells nothing about the other.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Reachability.Silent;
        }
    }

    /// <summary>As <see cref="TryReach"/>, and goes on for as long as the silo may still be silent without being dead.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="isOver">Whether to go on is useless: the silo has been heard of otherwise, or for too long not at all.</param>
    public Reachability TryReachUntil(SiloAddress silo, Func<bool> isOver)
    {
        while (true)
        {
            long begun = Environment.TickCount64;
            Reachability found = TryReach(silo);
            if (found != Reachability.Silent || isOver())
            {
                return found;
            }

            // An attempt that fails at once must not be repeated at once.
            TimeSpan rest = VerifyPause - TimeSpan.FromMilliseconds(Environment.TickCount64 - begun);
            if (rest > TimeSpan.Zero)
            {
                Thread.Sleep(rest);
            }
        }
    }

    /// <summary>Judges a proven peer.</summary>
    public LinkAdmission Admit(LinkPeer peer, bool isGateway)
    {
        if (PeerIdentity.Read(peer.Identity) is not { } identity)
        {
            return LinkAdmission.Refuse("The peer does not say what it is. Run the same version everywhere.");
        }

        if (identity.Silo is { } silo)
        {
            if (isGateway)
            {
                return LinkAdmission.Refuse("This port is for clients. Silos connect to the silo port.");
            }

            if ((node.Leader?.View ?? node.Membership.Current).StatusOf(silo) == SiloStatus.Dead)
            {
                return LinkAdmission.Refuse($"Silo {silo} was declared dead.");
            }

            return LinkAdmission.Accept(new Connection(node, $"silo {silo}") { Silo = silo });
        }

        if (!isGateway)
        {
            return LinkAdmission.Refuse("This port is for silos. Clients connect to the gateway port.");
        }

        if (!node.WaitUntilActive())
        {
            return LinkAdmission.Refuse("The silo is not active.");
        }

        return LinkAdmission.Accept(new Connection(node, $"client {identity.Client.Key}") { Client = identity.Client });
    }

    /// <summary>Enters a connection that has opened. Not before: one whose handshake fails would swallow what is sent.</summary>
    public void Add(Connection connection)
    {
        _all[connection] = true;
        if (connection.Silo is { } silo)
        {
            _silos.AddOrUpdate(silo, connection, (_, existing) => existing.IsClosed ? connection : existing);
        }
        else
        {
            _clients[connection.Client] = connection;
        }
    }

    /// <summary>Forgets a closed connection.</summary>
    /// <returns>Whether it was the one in use.</returns>
    public bool Remove(Connection connection)
    {
        _all.TryRemove(connection, out _);
        return connection.Silo is { } silo
            ? _silos.TryRemove(KeyValuePair.Create(silo, connection))
            : _clients.TryRemove(KeyValuePair.Create(connection.Client, connection));
    }

    /// <summary>Tells the members about a change; one that is new, about all members.</summary>
    public void Broadcast(ClusterView previous, ClusterView view, ClusterChange change)
    {
        using MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)ControlKind.Change);
        change.Write(message, previous);
        foreach (Connection connection in _silos.Values)
        {
            if (previous.Find(connection.Silo!) is not null)
            {
                connection.SendControl(message.Span);
            }
            else if (view.Find(connection.Silo!) is not null)
            {
                SendTo(connection, ControlKind.View, view);
            }
        }
    }

    public static void SendTo(Connection connection, ControlKind kind, ClusterChange change, ClusterView known)
    {
        using MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)kind);
        change.Write(message, known);
        connection.SendControl(message.Span);
    }

    public static void SendTo(Connection connection, ControlKind kind, ClusterView view)
    {
        using MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)kind);
        view.Write(message);
        connection.SendControl(message.Span);
    }

    /// <summary>Breaks the connection to a dead silo. It may be suspended rather than gone, so there is no waiting for it.</summary>
    public void AbortTo(SiloAddress silo, string reason)
    {
        foreach (Connection connection in _all.Keys.Where(connection => connection.Silo == silo))
        {
            connection.Abort(reason);
        }
    }

    /// <summary>Closes the connections but one, all at a time, and waits until the others have what was sent before.</summary>
    public Task CloseAllAsync(string reason, Connection? except) =>
        Task.WhenAll(_all.Keys.Where(connection => !ReferenceEquals(connection, except)).Select(connection => connection.CloseAsync(reason)));

    public void AbortAll(string reason)
    {
        foreach (Connection connection in _all.Keys)
        {
            connection.Abort(reason);
        }
    }

    private async Task ConnectAsync(Connection connection, IPEndPoint endpoint)
    {
        try
        {
            await _connector!.ConnectAsync(
                endpoint,
                peer => PeerIdentity.Read(peer.Identity)?.Silo == connection.Silo
                    ? LinkAdmission.Accept(connection)
                    : LinkAdmission.Refuse("Another run of this silo is wanted.")).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever keeps the connection from opening, what waits for it must learn of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            connection.OnNeverOpened();
        }
    }
}
