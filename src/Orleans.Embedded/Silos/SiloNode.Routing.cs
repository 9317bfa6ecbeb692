using System.Collections.Concurrent;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime;

/// <content>Where requests go.</content>
internal sealed partial class SiloNode
{
    // A place that was found may have died meanwhile.
    private const int MaxPlacements = 3;

    private readonly ConcurrentDictionary<GrainId, ResolvingGrain> _resolving = new();
    private int _routeVersion;

    public override void Route(IRoutable request) => Guard(request, FindWay);

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
        if (request.ForwardCount > ((Configuration.SiloMessagingOptions)Messaging).MaxForwardCount)
        {
            request.Reject(RejectionKind.Refused, $"The request to {target} was sent on {request.ForwardCount - 1} times without finding its activation. It did not run. Make it again.");
        }
        else if (ObserverIds.IsClientOrObserver(target))
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
            if (Membership.Current.StatusOf(known) == SiloStatus.Dead)
            {
                Directory.Forget(target);
                Resolve(request);
            }
            else
            {
                Deliver(request, known);
            }
        }
        else
        {
            Resolve(request);
        }
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
        if (target is null && connection.Silo is not null && Status == SiloStatus.Active && !ObserverIds.IsClientOrObserver(header.Target))
        {
            // The sender found that the grain belongs here.
            target = Catalog.GetOrCreate(header.Target, null);
        }

        if (target is not null)
        {
            ReceivedPayload? unread = frame.IsBulk && !header.HasContext ? frame.Detach() : null;
            ReadRequest(connection, header, frame.Payload, target, unread)?.Deliver(target);
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

    private void Resolve(IRoutable request)
    {
        ResolvingGrain entry;
        do
        {
            entry = _resolving.GetOrAdd(request.Target, static _ => new ResolvingGrain());
        }
        while (!entry.TryAdd(request));

        if (entry.TryStart())
        {
            _ = ResolveAsync(entry, request);
        }
    }

    private async Task ResolveAsync(ResolvingGrain entry, IRoutable first)
    {
        GrainId target = first.Target;
        SiloAddress? silo = null;
        string? failure = null;
        bool usesDirectory = false;
        try
        {
            usesDirectory = Placement.StrategyOf(target.Type).IsUsingGrainDirectory;
            GrainInterfaceType interfaceType = first.Interface;
            Dictionary<string, object>? context = first.Context;
            bool isReader = first.Origin is not null;
            for (int attempt = 0; attempt < MaxPlacements && (silo is null || Membership.Current.StatusOf(silo) == SiloStatus.Dead); attempt++)
            {
                silo = usesDirectory ? await Directory.LookupAsync(target).ConfigureAwait(false) : null;
                silo ??= await Placement.ChooseAsync(target, interfaceType, context, isReader).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Whatever keeps the grain from being found is the outcome of the calls that wait for it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = $"Grain {target} could not be placed: {error.Message}";
        }

        // While they are given away nobody overtakes: the next ones wait for the lock of the entry, and then look again.
        entry.GiveAway(
            () => _resolving.TryRemove(KeyValuePair.Create(target, entry)),
            waiting =>
            {
                if (silo is null || failure is not null)
                {
                    waiting.Reject(RejectionKind.Refused, failure!);
                }
                else
                {
                    Guard(waiting, request => Deliver(request, silo));
                }
            },
            () =>
            {
                if (silo is not null && usesDirectory && silo != Address)
                {
                    Directory.Remember(target, silo);
                }
            });
    }

    private void Deliver(IRoutable request, SiloAddress silo)
    {
        if (silo == Address)
        {
            if (Status != SiloStatus.Active || Catalog.GetOrCreate(request.Target, request.Context) is not { } activation)
            {
                request.Reject(RejectionKind.Refused, $"Grain {request.Target} belongs to {this}, which is {Status} and cannot activate it.");
                return;
            }

            request.RunIn(activation);
            return;
        }

        if (Membership.Current.StatusOf(silo) == SiloStatus.Dead)
        {
            request.Reject(RejectionKind.SiloUnavailable, $"Silo {silo}, where grain {request.Target} belongs, is dead. The call did not run.");
            return;
        }

        if (request.Origin?.Silo is not null)
        {
            TellMoved(request.Origin, ObserverIds.IsClientOrObserver(request.Target) ? ObserverIds.ClientOf(request.Target) : request.Target, silo);
        }

        request.SendOver(Peers.Get(silo));
    }

    private void RouteToObserver(IRoutable request)
    {
        GrainId client = ObserverIds.ClientOf(request.Target);
        if (ObserverIds.SiloOf(client) is { } silo)
        {
            if (silo != Address)
            {
                Deliver(request, silo);
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
                Deliver(request, gateway);
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
