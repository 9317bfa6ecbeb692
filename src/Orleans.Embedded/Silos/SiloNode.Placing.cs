using System.Collections.Concurrent;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime;

/// <content>How the silo of a grain is found that is not known to be anywhere.</content>
internal sealed partial class SiloNode
{
    // A place that was found may be of no use by now.
    private const int MaxPlacements = 3;

    private readonly ConcurrentDictionary<GrainId, ResolvingGrain> _resolving = new();

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
        GrainInterfaceType interfaceType = first.Interface;
        Dictionary<string, object>? context = null;
        bool isReader = first.Origin is not null;
        while (true)
        {
            SiloAddress? silo = null;
            Exception? failure = null;
            bool usesDirectory = false;
            try
            {
                usesDirectory = Placement.StrategyOf(target.Type).IsUsingGrainDirectory;
                if (context is null && first.HasUnreadContext)
                {
                    // Not on the thread that reads from the link.
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                }

                context ??= first.Context;
                silo = await PlaceAsync(target, interfaceType, context, isReader).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever keeps the grain from being found is the outcome of the calls that wait for it.
            catch (Exception error)
#pragma warning restore CA1031
            {
                failure = error;
            }

            bool Give(IRoutable waiting)
            {
                if (silo is null)
                {
                    waiting.Reject(Rejections.KindOf(failure!), $"Grain {target} could not be placed: {failure!.Message}");
                    return true;
                }

                bool isTaken = true;
                Guard(waiting, request => isTaken = TryDeliver(request, silo));
                return isTaken;
            }

            void Finish()
            {
                if (silo is not null && usesDirectory && silo != Address)
                {
                    Directory.Remember(target, silo);
                }

                _resolving.TryRemove(KeyValuePair.Create(target, entry));
            }

            // While they are given away nobody overtakes: the next ones wait for the lock of the entry, and then look again.
            if (entry.TryGiveAway(Give, Finish))
            {
                return;
            }
        }
    }

    // A place that was found may be of no use by now. Then the directory, or the director, is asked again.
    private async Task<SiloAddress> PlaceAsync(GrainId target, GrainInterfaceType interfaceType, Dictionary<string, object>? context, bool isReader)
    {
        for (int attempt = 1; ; attempt++)
        {
            SiloAddress? silo = Placement.StrategyOf(target.Type).IsUsingGrainDirectory ? await Directory.LookupAsync(target).ConfigureAwait(false) : null;
            silo ??= await Placement.ChooseAsync(target, interfaceType, context, isReader).ConfigureAwait(false);
            if (silo == Address ? CanHost(target) : Membership.Current.StatusOf(silo) != SiloStatus.Dead)
            {
                return silo;
            }

            if (attempt == MaxPlacements)
            {
                throw silo == Address
                    ? new OrleansMessageRejectionException($"it belongs to {this}, which is {Status} and cannot activate it. The call did not run.")
                    : new SiloUnavailableException($"silo {silo}, where it belongs, is dead. The call did not run.");
            }

            if (silo == Address && Status == SiloStatus.ShuttingDown)
            {
                await WhenStopIsKnownAsync().ConfigureAwait(false);
            }
        }
    }

    // Whether a grain that was placed here can run here: a silo that stops keeps its activations for a while, and makes no new ones.
    private bool CanHost(GrainId target) => Status == SiloStatus.Active || Catalog.Find(target) is not null;

    // As long as this silo seems active, grains are placed in it. The calls that wait meanwhile have time limits of their own, at their
    // callers; the one here is for when the head never says anything any more.
    private async Task WhenStopIsKnownAsync()
    {
        using var limit = new CancellationTokenSource();
        if (Messaging.ResponseTimeout > TimeSpan.Zero)
        {
            limit.CancelAfter(Messaging.ResponseTimeout);
        }

        try
        {
            await Membership.WhenAsync(view => view.StatusOf(Address) != SiloStatus.Active, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new SiloUnavailableException($"{this} stops, and did not learn in time where else the grain can be. The call did not run.", cancelled);
        }
    }

    // False when the grain cannot be in that silo any more.
    private bool TryDeliver(IRoutable request, SiloAddress silo)
    {
        if (silo == Address)
        {
            return TryRunHere(request);
        }

        if (Membership.Current.StatusOf(silo) == SiloStatus.Dead)
        {
            return false;
        }

        if (request.Origin?.Silo is not null)
        {
            TellMoved(request.Origin, ObserverIds.IsClientOrObserver(request.Target) ? ObserverIds.ClientOf(request.Target) : request.Target, silo);
        }

        request.SendOver(Peers.Get(silo));
        return true;
    }

    private bool TryRunHere(IRoutable request)
    {
        if (_classes.Find(request.Target.Type) is null)
        {
            request.Reject(RejectionKind.Refused, $"Grain {request.Target} was placed in {this}, which has no class for it. The call did not run.");
            return true;
        }

        Activation? created = null;
        Activation? activation = Status == SiloStatus.Active ? Catalog.GetOrCreate(request.Target, out created) : Catalog.Find(request.Target);
        if (activation is null)
        {
            return false;
        }

        try
        {
            request.RunIn(activation);
        }
        finally
        {
            created?.Begin();
        }

        return true;
    }
}
