using Orleans.Runtime.Catalog;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime;

/// <content>Where requests go.</content>
internal sealed partial class SiloNode
{
    private int _routeVersion;

    public override void Route(IRoutable request) => Guard(request, FindWay);

    /// <summary>
    /// Hands a request on to the silo where its grain is, as the directory has just said. What else is being found out about the grain may be
    /// older, and send the request to yet another silo that has to give it away.
    /// </summary>
    public void RouteTo(IRoutable request, SiloAddress silo) => Guard(
        request,
        routable =>
        {
            if (!RejectIfSentOnTooOften(routable) && !TryDeliver(routable, silo))
            {
                FindWay(routable);
            }
        });

    public override void RouteAgain(Request request, Connection connection)
    {
        // A silo that stops, or is dead, has given its grains up. To one that is well and only cannot be reached there is no other way.
        if (Membership.Current.StatusOf(connection.Silo!) == SiloStatus.Active)
        {
            base.RouteAgain(request, connection);
            return;
        }

        Directory.Forget(request.Target);
        request.ForwardCount++;
        Route(new RoutableCall(request, this));
    }

    // Placement, the contexts of requests and their arguments are user code: what they throw is the outcome of one request.
    private static void Guard(IRoutable request, Action<IRoutable> action)
    {
        try
        {
            action(request);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception error)
#pragma warning restore CA1031
        {
            request.Reject(RejectionKind.Refused, $"The request to {request.Target} could not be handed on: {ErrorMessages.Describe(error)}");
        }
    }

    private void FindWay(IRoutable request)
    {
        GrainId target = request.Target;
        if (Status == SiloStatus.ShuttingDown && request.Origin is not null)
        {
            Volatile.Write(ref _lastStray, Environment.TickCount64);
        }

        if (RejectIfSentOnTooOften(request))
        {
            return;
        }

        if (ObserverIds.IsClientOrObserver(target))
        {
            RouteToObserver(request);
        }
        else if (Catalog.Find(target) is { } activation)
        {
            request.RunIn(activation);
        }
        else if (Membership.Current.Index.Find(target.Type) is null)
        {
            request.Reject(RejectionKind.Refused, $"No active silo has a grain class for {target}.");
        }
        else if (Placement.StrategyOf(target.Type).IsUsingGrainDirectory && Directory.Recall(target) is { } known && !_resolving.ContainsKey(target)
            && known != Address)
        {
            if (!TryDeliver(request, known))
            {
                Directory.Forget(target);
                Resolve(request);
            }
        }
        else
        {
            Resolve(request);
        }
    }

    private bool RejectIfSentOnTooOften(IRoutable request)
    {
        if (request.ForwardCount <= ((Configuration.SiloMessagingOptions)Messaging).MaxForwardCount)
        {
            return false;
        }

        request.Reject(RejectionKind.Refused, $"The request to {request.Target} was sent on {request.ForwardCount - 1} times without finding its activation. It did not run. Make it again.");
        return true;
    }

    protected override Connection? FindConnection(GrainReference reference)
    {
        int version = Volatile.Read(ref _routeVersion);
        if (reference.Route is { } route && route.Version == version && !route.Connection.IsClosed)
        {
            return route.Connection;
        }

        GrainId target = reference.GrainId;
        if (ObserverIds.IsClientOrObserver(target) || Catalog.Find(target) is not null || _resolving.ContainsKey(target)
            || Membership.Current.Index.Find(target.Type) is null)
        {
            return null;
        }

        SiloAddress? silo = KnownLocation(reference);
        if (silo is null || silo == Address || Membership.Current.StatusOf(silo) != SiloStatus.Active)
        {
            return null;
        }

        Connection connection = Peers.Get(silo);
        reference.Route = new Route(connection, version);
        return connection;
    }

    protected override void OnRequest(Connection connection, ReceivedFrame frame)
    {
        RequestHeader header = RequestHeader.Read(frame.Payload, connection.GrainIds);
        ICallTarget? target = FindHere(header.Target);
        Activation? created = null;
        if (target is null && connection.Silo is not null && Status == SiloStatus.Active && !ObserverIds.IsClientOrObserver(header.Target))
        {
            // The sender found that the grain belongs here.
            target = Catalog.GetOrCreate(header.Target, out created);
        }

        if (target is not null)
        {
            if (ReadRequest(connection, header, frame, target) is { } request)
            {
                target.ReceiveOnReader(request);
            }

            created?.Begin();
            return;
        }

        if (connection.Silo is not null)
        {
            header.ForwardCount++;
            Directory.Forget(header.Target);
            Directory.Forget(ObserverIds.ClientOf(header.Target));
        }

        Route(new RoutableMessage(this, connection, header, frame.Detach()));
    }

    private ICallTarget? FindHere(GrainId target) =>
        ObserverIds.IsClientOrObserver(target) ? Observers.Find(target) : Catalog.Find(target);

    // Without waiting for anything.
    private SiloAddress? KnownLocation(GrainReference reference)
    {
        GrainId target = reference.GrainId;
        if (Placement.StrategyOf(target.Type).IsUsingGrainDirectory)
        {
            return Directory.Recall(target);
        }

        Task<SiloAddress> chosen = Placement.ChooseAsync(target, reference.InterfaceType, RequestContext.Current, isReader: false);
        return chosen.IsCompletedSuccessfully ? chosen.Result : null;
    }

    private void DeliverToObserver(IRoutable request, SiloAddress silo)
    {
        if (!TryDeliver(request, silo))
        {
            request.Reject(RejectionKind.SiloUnavailable, $"Silo {silo}, where observer {request.Target} is, is dead. The call did not run.");
        }
    }

    private void RouteToObserver(IRoutable request)
    {
        GrainId client = ObserverIds.ClientOf(request.Target);
        if (ObserverIds.SiloOf(client) is { } silo)
        {
            if (silo != Address)
            {
                DeliverToObserver(request, silo);
            }
            else if (Observers.Find(request.Target) is { } observer)
            {
                request.RunIn(observer);
            }
            else
            {
                request.Reject(RejectionKind.Refused, $"There is no observer {request.Target} any more in {this}.");
            }
        }
        else if (Peers.FindClient(client) is { } connection)
        {
            request.SendOver(connection);
        }
        else
        {
            _ = RouteToClientElsewhereAsync(request, client);
        }
    }

    private async Task RouteToClientElsewhereAsync(IRoutable request, GrainId client)
    {
        try
        {
            SiloAddress? gateway = Directory.Recall(client) ?? await Directory.LookupAsync(client).ConfigureAwait(false);
            if (gateway is not null && gateway != Address)
            {
                Directory.Remember(client, gateway);
                DeliverToObserver(request, gateway);
                return;
            }
        }
#pragma warning disable CA1031 // Whatever keeps the client from being found is said below.
        catch (Exception error)
#pragma warning restore CA1031
        {
            request.Reject(RejectionKind.ClientNotAvailable, $"The client that hosts observer {request.Target} cannot be found: {error.Message}");
            return;
        }

        request.Reject(RejectionKind.ClientNotAvailable, $"The client that hosts observer {request.Target} is not connected to the cluster.");
    }

    private static void TellMoved(Connection origin, GrainId grainId, SiloAddress silo)
    {
        using MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)ControlKind.Moved);
        message.WriteGrainId(grainId);
        message.WriteString(silo.ToParsableString());
        origin.SendControl(message.Span);
    }
}
