using System.Buffers;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime;

/// <summary>A client: calls grains through the gateways of the cluster, and hosts observers.</summary>
internal sealed partial class ClientNode : ClusterNode, IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly ConnectionOptions _connectionOptions;
    private readonly ClusterMembershipOptions _membershipOptions;
    private readonly IPEndPoint[] _configuredGateways;
    private readonly LinkConnector _connector;
    private readonly ControlThread _control;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<IPEndPoint> _connecting = [];
    private readonly GrainManifestTable _manifests = new();
    private readonly TaskCompletionSource _firstView = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<IPEndPoint, Connection> _gateways = [];
    private Connection[] _usable = [];
    private ClusterView _view = ClusterView.Empty;
    private bool _wasAlone;
    private long _lastWatch = Environment.TickCount64;

    public ClientNode(IServiceProvider services, ILoggerFactory loggers)
        : base(
            services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value,
            services.GetServices<IOutgoingGrainCallFilter>(),
            services.GetServices<IIncomingGrainCallFilter>(),
            loggers.CreateLogger("Orleans.Runtime.Client"))
    {
        Services = services;
        _membershipOptions = services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value;
        _connectionOptions = services.GetRequiredService<IOptions<ConnectionOptions>>().Value;
        _configuredGateways = [.. services.GetRequiredService<IOptions<StaticGatewayListProviderOptions>>().Value.Gateways
            .Select(uri => new IPEndPoint(IPAddress.Parse(uri.Host), uri.Port))];
        _connector = new LinkConnector(LinkSettings.Create(
            services.GetRequiredService<IOptions<ClusterOptions>>().Value,
            _connectionOptions,
            Messaging,
            services.GetService<ClusterSecret>(),
            new PeerIdentity(null, Id).ToBytes()));
        _control = new ControlThread("Client control", Logger);
    }

    public GrainId Id { get; } = ObserverIds.NewClient();

    public override IServiceProvider Services { get; }

    /// <summary>The members of the cluster, as the gateways last told.</summary>
    public ClusterView View => Volatile.Read(ref _view);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_configuredGateways.Length == 0)
        {
            throw new OrleansConfigurationException("The client has no gateways. Name them with IClientBuilder.UseLocalhostClustering or UseStaticClustering.");
        }

        TimeSpan expiry = TimeSpan.FromMilliseconds(Math.Clamp(Messaging.ResponseTimeout.TotalMilliseconds / 16, 20, 250));
        _control.Repeat(() => expiry, ExpireCalls);
        while (await TryConnectToAnyAsync(cancellationToken).ConfigureAwait(false) is { } error)
        {
            bool retry = Services.GetService<IClientConnectionRetryFilter>() is { } filter
                && await filter.ShouldRetryConnectionAttempt(error, cancellationToken).ConfigureAwait(false);
            if (!retry)
            {
                await StopAsync().ConfigureAwait(false);
                throw error;
            }
        }

        await _firstView.Task.WaitAsync(_connectionOptions.OpenConnectionTimeout, cancellationToken).ConfigureAwait(false);
        _control.Repeat(() => _connectionOptions.ConnectionRetryDelay, Reconnect);
        if (_membershipOptions.LivenessEnabled)
        {
            _control.Repeat(() => _membershipOptions.ProbeTimeout / 4, WatchGateways);
        }
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Connection[] all;
        lock (_lock)
        {
            all = [.. _gateways.Values];
        }

        foreach (Connection connection in all)
        {
            await connection.FlushAsync().ConfigureAwait(false);
            connection.Close("The client has stopped.");
        }

        EndCalls("The client has stopped.");
        _control.Dispose();
    }

    public void Dispose()
    {
        _control.Dispose();
        _stopping.Dispose();
    }

    public override GrainType ResolveGrainType(Type interfaceType, string? classNamePrefix) =>
        Volatile.Read(ref _view).Index.Resolve(interfaceType, classNamePrefix);

    public override void Route(IRoutable request)
    {
        if (ObserverIds.IsClientOrObserver(request.Target) && ObserverIds.ClientOf(request.Target) == Id)
        {
            if (Observers.Find(request.Target) is { } observer)
            {
                request.RunIn(observer);
            }
            else
            {
                request.Reject(RejectionKind.Refused, $"There is no observer {request.Target} any more in this client.");
            }
        }
        else if (Pick(request.Target) is { } gateway)
        {
            request.SendOver(gateway);
        }
        else
        {
            request.Reject(RejectionKind.SiloUnavailable, "The client has no connection to any gateway of the cluster. The call did not run.");
        }
    }

    public override void RouteAgain(Request request, Connection connection)
    {
        StopUsing(connection);
        if (Pick(request.Target) is null)
        {
            base.RouteAgain(request, connection);
        }
        else
        {
            Route(new RoutableCall(request, this));
        }
    }

    public override void OnControl(Connection connection, byte[] message)
    {
        var reader = new MessageReader(new ReadOnlySequence<byte>(message));
        switch ((ControlKind)reader.ReadByte())
        {
            case ControlKind.ClientView:
                OnView(connection, ClusterView.Read(ref reader, _manifests));
                break;
            case ControlKind.ClientChange:
                OnChange(connection, ClusterChange.Read(ref reader, _manifests));
                break;
            case ControlKind.GatewayClosing:
                StopUsing(connection);
                break;
            case ControlKind.Leaving:
                // What it sends from now on finds another gateway.
                StopUsing(connection);
                _control.Post(() => _ = connection.StopCallsAsync());
                break;
            default:
                throw new InvalidDataException($"A control message of kind {message[0]} is not known here. Run the same version everywhere.");
        }
    }

    public override void OnConnectionClosed(Connection connection, LinkClosed? closed)
    {
        lock (_lock)
        {
            _gateways = _gateways.Where(entry => !ReferenceEquals(entry.Value, connection)).ToDictionary();

            // What it finds next may be another run of the cluster, whose versions begin anew.
            _wasAlone |= _gateways.Count == 0;
        }

        StopUsing(connection);
        base.OnConnectionClosed(connection, closed);
    }

    protected override Connection? FindConnection(GrainReference reference) =>
        ObserverIds.IsClientOrObserver(reference.GrainId) && ObserverIds.ClientOf(reference.GrainId) == Id ? null : Pick(reference.GrainId);

    protected override void OnRequest(Connection connection, ReceivedFrame frame)
    {
        RequestHeader header = RequestHeader.Read(frame.Payload, connection.GrainIds);
        if (Observers.Find(header.Target) is { } observer)
        {
            if (ReadRequest(connection, header, frame, observer) is { } request)
            {
                observer.Receive(request);
            }
        }
        else
        {
            RejectRequest(connection, header, $"There is no observer {header.Target} any more in its client.");
        }
    }

    private void OnView(Connection connection, ClusterView view)
    {
        lock (_lock)
        {
            connection.AwaitsView = false;
            if (view.Version >= _view.Version || _wasAlone)
            {
                _wasAlone = false;
                Volatile.Write(ref _view, view);
            }
        }

        _firstView.TrySetResult();
        _control.Post(() => DropDead(view));
    }

    // Each gateway tells of each change, so most are known. One that builds on something else is not taken over: its gateway is asked for all.
    private void OnChange(Connection connection, ClusterChange change)
    {
        ClusterView view;
        lock (_lock)
        {
            if (!_wasAlone && change.Version <= _view.Version)
            {
                return;
            }

            if (_wasAlone || change.Version != _view.Version + 1 || !change.IsComplete)
            {
                if (!connection.AwaitsView)
                {
                    connection.AwaitsView = true;
                    connection.SendControl([(byte)ControlKind.Missed]);
                }

                return;
            }

            view = _view.With(change);
            Volatile.Write(ref _view, view);
        }

        _control.Post(() => DropDead(view));
    }

    private async Task<SiloUnavailableException?> TryConnectToAnyAsync(CancellationToken cancellationToken)
    {
        // A cluster that is about to start may have no gateway yet.
        long begun = Environment.TickCount64;
        Exception?[] errors = await ConnectToAllAsync(cancellationToken).ConfigureAwait(false);
        while (Array.TrueForAll(errors, error => error is LinkUnreachableException)
            && Environment.TickCount64 - begun < _connectionOptions.OpenConnectionTimeout.TotalMilliseconds)
        {
            await Task.Delay(RetryPause, cancellationToken).ConfigureAwait(false);
            errors = await ConnectToAllAsync(cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Array.TrueForAll(errors, error => error is not null)
            ? new SiloUnavailableException(
                $"The client could not connect to any of its gateways ({string.Join<IPEndPoint>(", ", _configuredGateways)}): {errors[0]!.Message}", errors[0]!)
            : null;
    }

    private Task<Exception?[]> ConnectToAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_configuredGateways.Select(gateway => TryConnectAsync(gateway, cancellationToken)));

    // One grain is always called through the same gateway, so that its calls stay in order.
    private Connection? Pick(GrainId target)
    {
        Connection[] usable = Volatile.Read(ref _usable);
        return usable.Length switch
        {
            0 => null,
            1 => usable[0],
            _ => usable[target.GetUniformHashCode() % (uint)usable.Length],
        };
    }

    private void StopUsing(Connection connection)
    {
        lock (_lock)
        {
            _usable = Array.FindAll(_usable, other => !ReferenceEquals(other, connection));
        }
    }

    // A gateway that the cluster has given up may hang rather than be gone: its connection does not close by itself.
    private void DropDead(ClusterView view)
    {
        foreach (Connection connection in Volatile.Read(ref _gateways).Values)
        {
            if (connection.Link is { } link && PeerIdentity.Read(link.Peer.Identity)?.Silo is { } silo && view.StatusOf(silo) == SiloStatus.Dead)
            {
                connection.Abort("The cluster has declared the silo of this gateway dead.");
            }
        }
    }

    private void WatchGateways()
    {
        // A thread that was itself asleep for long knows nothing about the silence of others.
        long now = Environment.TickCount64;
        TimeSpan limit = _membershipOptions.ProbeTimeout * _membershipOptions.NumMissedProbesLimit;
        bool wasAsleep = now - _lastWatch > (_membershipOptions.ProbeTimeout * 1.25).TotalMilliseconds;
        _lastWatch = now;
        foreach (Connection connection in Volatile.Read(ref _gateways).Values)
        {
            if (!wasAsleep && connection.SinceLastHeard > limit)
            {
                connection.Abort($"The gateway was not heard of for {connection.SinceLastHeard.TotalSeconds:0.0} s.");
            }
            else
            {
                connection.Ping();
            }
        }
    }

    // To all gateways that the client was given or has heard of, and has no connection to.
    private void Reconnect()
    {
        ClusterView view = Volatile.Read(ref _view);
        IPEndPoint[] missing;
        lock (_lock)
        {
            IEnumerable<IPEndPoint> known = view.Members.Where(member => member.Status == SiloStatus.Active).Select(member => member.Gateway).OfType<IPEndPoint>();
            IEnumerable<IPEndPoint> wanted = _usable.Length == 0 ? known.Concat(_configuredGateways) : known;
            missing = [.. wanted.Distinct().Where(gateway => !_gateways.ContainsKey(gateway))];
        }

        foreach (IPEndPoint gateway in missing)
        {
            _ = TryConnectAsync(gateway, _stopping.Token);
        }
    }

    private async Task<Exception?> TryConnectAsync(IPEndPoint gateway, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_gateways.ContainsKey(gateway) || !_connecting.Add(gateway))
            {
                return null;
            }
        }

        try
        {
            var connection = new Connection(this, $"gateway {gateway}");
            await _connector.ConnectAsync(gateway, _ => LinkAdmission.Accept(connection), cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (!connection.IsClosed)
                {
                    _gateways = new Dictionary<IPEndPoint, Connection>(_gateways) { [gateway] = connection };
                    _usable = [.. _usable, connection];
                }
            }

            return null;
        }
        catch (Exception error) when (error is LinkException or OperationCanceledException)
        {
            LogGatewayUnreachable(Logger, gateway, error.Message);
            return error;
        }
        finally
        {
            lock (_lock)
            {
                _connecting.Remove(gateway);
            }
        }
    }

    [LoggerMessage(20, LogLevel.Information, "Gateway {Gateway} cannot be reached: {Reason}")]
    private static partial void LogGatewayUnreachable(ILogger logger, IPEndPoint gateway, string reason);
}
