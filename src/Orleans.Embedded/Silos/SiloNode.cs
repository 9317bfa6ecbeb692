using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Directory;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Placement;

namespace Orleans.Runtime;

/// <summary>A silo: hosts activations, takes part in the cluster, serves clients.</summary>
internal sealed partial class SiloNode : ClusterNode
{
    private readonly SiloEndpoints _endpoints;
    private readonly string _name;
    private readonly ClusterMembershipOptions _membershipOptions;
    private readonly ConnectionOptions _connectionOptions;
    private readonly GrainCollectionOptions _collection;
    private readonly IPEndPoint? _primary;
    private readonly GrainClasses _classes;
    private readonly GrainManifest _manifest;
    private readonly GrainTypeIndex _ownIndex;
    private readonly TaskCompletionSource _killedSource = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _killed;
    private IGrainRuntime? _runtime;

    public SiloNode(IServiceProvider services, SiloEndpoints endpoints, GrainClasses classes, ILoggerFactory loggers)
        : base(
            services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value,
            services.GetServices<IOutgoingGrainCallFilter>(),
            services.GetServices<IIncomingGrainCallFilter>(),
            loggers.CreateLogger("Orleans.Runtime.Silo"))
    {
        Services = services;
        _endpoints = endpoints;
        _name = services.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName;
        _membershipOptions = services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value;
        _connectionOptions = services.GetRequiredService<IOptions<ConnectionOptions>>().Value;
        _collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        _classes = classes;
        _manifest = _manifests.Add(ManifestBuilder.Build(classes));
        Address = endpoints.Address;
        _primary = services.GetRequiredService<IOptions<DevelopmentClusterMembershipOptions>>().Value.PrimarySiloEndpoint;
        _ownIndex = new ClusterView(0, [OwnRecord(SiloStatus.Active)]).Index;
        Membership = new MembershipView(loggers.CreateLogger<MembershipView>());
        Control = new ControlThread($"Silo control {Address}", Logger);
        Leader = IsPrimary
            ? new MembershipLeader(this, _membershipOptions.DefunctSiloExpiration, loggers.CreateLogger<MembershipLeader>())
            : null;
        Peers = new Peers(this);
        Directory = new GrainDirectory(this);
        Catalog = new ActivationCatalog(this, classes);
        Placement = new PlacementService(this, classes, services);
        ShortTurns = services.GetService<ShortTurns>() ?? new ShortTurns([]);
        Membership.Changed += OnMembershipChanged;
    }

    public override IServiceProvider Services { get; }

    public SiloAddress Address { get; }

    public string Name => _name;

    public SiloStatus Status { get; private set; } = SiloStatus.Created;

    public ControlThread Control { get; }

    public MembershipView Membership { get; }

    /// <summary>The leader of the membership, in the head; otherwise <see langword="null"/>.</summary>
    public MembershipLeader? Leader { get; }

    public Peers Peers { get; }

    public GrainDirectory Directory { get; }

    public ActivationCatalog Catalog { get; }

    public PlacementService Placement { get; }

    public Fence Fence { get; } = new();

    /// <summary>What runs on the threads that read from links.</summary>
    public ShortTurns ShortTurns { get; }

    /// <summary>What grains are offered; found late, since it needs this silo.</summary>
    public IGrainRuntime Runtime => _runtime ??= Services.GetRequiredService<IGrainRuntime>();

    public TimeSpan ActivationTimeout => _collection.ActivationTimeout;

    public TimeSpan DeactivationTimeout => _collection.DeactivationTimeout;

    public int MaxEnqueuedRequests => ((SiloMessagingOptions)Messaging).MaxEnqueuedRequestsHardLimit;

    /// <summary>How long a silo may be silent before it is declared dead.</summary>
    public TimeSpan SilenceLimit => _membershipOptions.ProbeTimeout * _membershipOptions.NumMissedProbesLimit;

    private bool IsPrimary => _primary is null || _primary.Equals(Address.Endpoint);

    public bool UsesDirectory(GrainClass grainClass) => Placement.StrategyOf(grainClass).IsUsingGrainDirectory;

    public override GrainType ResolveGrainType(Type interfaceType, string? classNamePrefix)
    {
        GrainTypeIndex index = Membership.Current.Index;

        // Before the silo is active, its own classes are not in the cluster's index yet.
        return (Status == SiloStatus.Active ? index : _ownIndex).Resolve(interfaceType, classNamePrefix);
    }

    public override string UnreachableText(Connection connection) => connection.Silo is { } silo && Membership.Current.StatusOf(silo) == SiloStatus.Dead
        ? $"Silo {silo} is dead. The call may have run. Make it again if it is safe to repeat."
        : base.UnreachableText(connection);

    /// <summary>Runs something on a thread of its own, which needs none of the pool.</summary>
    public void RunAside(string name, Action action)
    {
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
#pragma warning disable CA1031 // An error nobody else catches would end the process.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogAsideFailed(Logger, error, name);
            }
        })
        { IsBackground = true, Name = name };
        thread.Start();
    }

    public void LogActivationFailed(Activation activation, Exception error) => LogGuarded(() => LogActivationFailed(Logger, error, activation));

    public void LogTurnFailed(Activation activation, Exception error) => LogGuarded(() => LogTurnFailed(Logger, error, activation));

    public void LogDeactivationFailed(Activation activation, Exception error) => LogGuarded(() => LogDeactivationFailed(Logger, error, activation));

    public override string ToString() => $"silo {_name} at {Address}";

    private MemberRecord OwnRecord(SiloStatus status) => new(Address, _name, status, _endpoints.Gateway, _manifest);

    [LoggerMessage(10, LogLevel.Error, "The activation of {Activation} failed.")]
    private static partial void LogActivationFailed(ILogger logger, Exception error, Activation activation);

    [LoggerMessage(11, LogLevel.Error, "The deactivation of {Activation} failed; it has ended all the same.")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception error, Activation activation);

    [LoggerMessage(14, LogLevel.Error, "The thread '{Name}' failed.")]
    private static partial void LogAsideFailed(ILogger logger, Exception error, string name);

    [LoggerMessage(15, LogLevel.Error, "A turn of {Activation} failed outside of the grain's code.")]
    private static partial void LogTurnFailed(ILogger logger, Exception error, Activation activation);

    [LoggerMessage(12, LogLevel.Information, "Silo {Name} has started at {Address}; gateway: {Gateway}; primary: {IsPrimary}.")]
    private static partial void LogStarted(ILogger logger, string name, SiloAddress address, IPEndPoint? gateway, bool isPrimary);

    [LoggerMessage(13, LogLevel.Warning, "Silo {Silo} ends: {Reason}")]
    private static partial void LogDies(ILogger logger, SiloAddress silo, string reason);
}
