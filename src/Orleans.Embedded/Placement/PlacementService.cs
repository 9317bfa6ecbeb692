using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Placement;

/// <summary>Finds the strategy of a grain type and has its director choose.</summary>
internal sealed class PlacementService(SiloNode node, GrainClasses classes, IServiceProvider services) : IPlacementContext
{
    private readonly ConcurrentDictionary<GrainType, PlacementStrategy> _strategies = new();
    private readonly ConcurrentDictionary<Type, IPlacementDirector> _directors = new();
    private PlacementStrategy? _default;

    public SiloAddress LocalSilo => node.Address;

    public SiloStatus LocalSiloStatus => node.Status;

    public PlacementStrategy StrategyOf(GrainType grainType) =>
        _strategies.TryGetValue(grainType, out PlacementStrategy? known) ? known : _strategies.GetOrAdd(grainType, FindStrategy);

    public PlacementStrategy StrategyOf(GrainClass grainClass) => StrategyOf(grainClass.GrainType);

    /// <summary>Chooses a silo for a new activation.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="interfaceType">The interface of the call.</param>
    /// <param name="context">The request context of the call.</param>
    /// <param name="isReader">Whether this is a thread that reads from a link, which must not run a director of the application.</param>
    public Task<SiloAddress> ChooseAsync(GrainId grainId, GrainInterfaceType interfaceType, Dictionary<string, object>? context, bool isReader)
    {
        PlacementStrategy strategy = StrategyOf(grainId.Type);
        var target = new PlacementTarget(grainId, context ?? [], interfaceType, 0);
        if (context is not null && strategy.IsUsingGrainDirectory
            && IPlacementDirector.GetPlacementHint(context, GetCompatibleSilos(target)) is { } wanted)
        {
            return Task.FromResult(wanted);
        }

        IPlacementDirector director = DirectorOf(strategy);
        return isReader && director is not (RandomPlacementDirector or PreferLocalPlacementDirector or HashBasedPlacementDirector)
            ? Task.Run(() => director.OnAddActivation(strategy, target, this))
            : director.OnAddActivation(strategy, target, this);
    }

    public SiloAddress[] GetCompatibleSilos(PlacementTarget target)
    {
        SiloAddress[] silos = node.Membership.Current.Index.SilosWith(target.GrainIdentity.Type);
        return silos.Length > 0
            ? [.. silos]
            : throw new OrleansException($"No active silo can host grain {target.GrainIdentity}: none has a class for the grain type '{target.GrainIdentity.Type}'.");
    }

    private IPlacementDirector DirectorOf(PlacementStrategy strategy) => _directors.GetOrAdd(strategy.GetType(), type => strategy switch
    {
        _ when services.GetKeyedService<IPlacementDirector>(type) is { } director => director,
        RandomPlacement => new RandomPlacementDirector(),
        PreferLocalPlacement => new PreferLocalPlacementDirector(),
        HashBasedPlacement => new HashBasedPlacementDirector(),
        _ => throw new OrleansConfigurationException(
            $"No placement director is registered for {type}. Register one in every silo with ISiloBuilder.AddPlacementDirector."),
    });

    private PlacementStrategy FindStrategy(GrainType grainType)
    {
        _default ??= services.GetService<PlacementStrategy>() ?? RandomPlacement.Singleton;
        if (classes.Find(grainType) is { } local)
        {
            return local.Placement ?? _default;
        }

        GrainTypeRecord? record = node.Membership.Current.Index.Find(grainType);
        return record?.Placement is { } name
            ? (PlacementStrategy)Activator.CreateInstance(TypeNames.TypeOf(name), nonPublic: true)!
            : _default;
    }
}
