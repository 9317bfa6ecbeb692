using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Distributed;
using Orleans.Distributed.Callbacks;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Events;
using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Hosting;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Placement;
using Orleans.Distributed.Pools;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Topologies;
using Orleans.Distributed.Workers;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Makes a silo a process of a distributed computing cluster.</summary>
public static class DistributedSiloBuilderExtensions
{
    /// <summary>
    /// Makes the silo a process of the cluster: it gets a pid when it starts, runs the functions that other processes call on
    /// it, and offers <see cref="ICluster"/> as a service. The first silo becomes process 1, the head. Calling this twice is the
    /// same as once. The membership is kept in the grain storage named "Distributed"; register one before this to keep it beyond the
    /// life of the head, else it is kept in the head's memory.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Sets options; the defaults when <see langword="null"/>.</param>
    /// <returns><paramref name="silo"/>.</returns>
    public static ISiloBuilder AddDistributed(this ISiloBuilder silo, Action<DistributedOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        IServiceCollection services = silo.Services;
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(s => s.ServiceType == typeof(LocalProcess)))
        {
            return silo;
        }

        services.TryAddKeyedSingleton<IGrainStorage, HeadMemoryStorage>(ClusterManagerGrain.StorageName);
        silo.AddPlacementDirector<HeadPlacementStrategy, HeadPlacementDirector>();
        silo.AddPlacementDirector<ProcessPlacementStrategy, ProcessPlacementDirector>();
        EngineHosting.ConfigureProcess(silo);

        services.AddOptions<DistributedOptions>().ValidateDataAnnotations();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProcessSettings>();
        AddRuntime(services);
        AddCluster(services);
        return silo;
    }

    private static void AddRuntime(IServiceCollection services)
    {
        services.AddSingleton<LocalProcess>();
        services.AddSingleton<ProcessTable>();
        services.AddSingleton<PeerTable>();
        services.AddSingleton<ReferenceTable>();
        services.AddSingleton<ReferenceTraffic>();
        services.AddSingleton<MessageCodec>();
        services.AddSingleton<CallExecutor>();
        services.AddSingleton<FunctionReceiver>();
        services.AddSingleton<WorkerMessages>();
        services.AddSingleton<ChannelMessages>();
        services.AddSingleton<EverywhereRecords>();
        services.AddSingleton<UnobservedErrors>();
        services.AddSingleton(static provider => new UserCodeScheduler("user code")
        {
            MayRun = MayRun(provider),
            Logger = provider.GetRequiredService<ILogger<UserCodeScheduler>>(),
        });
        services.AddSingleton(static provider => new ValueCodec(new ValueCodecOptions()
            .AddSurrogate(typeof(Future<>), new ReferenceSurrogate(provider.GetRequiredService<HandleContext>))
            .AddSurrogate(typeof(RemoteChannel<>), new ReferenceSurrogate(provider.GetRequiredService<HandleContext>))
            .AddSurrogate(typeof(WorkerPool), new PoolSurrogate(
                new ReferenceSurrogate(provider.GetRequiredService<HandleContext>), provider.GetRequiredService<DistributedCluster>))
            .AddSurrogate(typeof(CachingPool), new CachingPoolSurrogate(provider.GetRequiredService<DistributedCluster>))
            .AddSurrogate(typeof(ICluster), new ClusterSurrogate(provider.GetRequiredService<ICluster>))));
    }

    private static Func<bool> MayRun(IServiceProvider provider)
    {
        IProcessLease lease = provider.GetRequiredService<IProcessLease>();
        return () => lease.IsValid;
    }

    private static void AddCluster(IServiceCollection services)
    {
        services.AddSingleton<RequestSender>();
        services.AddSingleton<HandleTable>();
        services.AddSingleton<ITransferReceiver>(static provider => provider.GetRequiredService<HandleTable>());
        services.AddSingleton<HandleContext>();
        services.AddSingleton<CallDispatcher>();
        services.AddSingleton<JoinPreparation>();
        services.AddSingleton<FunctionRecorder>();
        services.AddSingleton<ChannelMaker>();
        services.AddSingleton<LaunchedWorkers>();
        services.AddSingleton<WorkerLinks>();
        services.AddSingleton<WorkerCallbacks>();
        services.AddSingleton<ClusterEnd>();
        services.AddSingleton<WorkerStopper>();
        services.AddSingleton<WorkerExits>();
        services.AddSingleton<WorkerEventFeed>();
        services.AddSingleton<MembershipAgreement>();
        services.AddSingleton<HostQuery>();
        services.AddSingleton<WorkerLauncher>();
        services.AddSingleton<WorkerRemover>();
        services.AddSingleton<WorkerTarget>();
        services.AddSingleton<StatusStore>();
        services.AddSingleton<ClusterServices>();
        services.AddSingleton<DistributedCluster>();
        services.AddSingleton<ICluster>(static provider => provider.GetRequiredService<DistributedCluster>());
        services.AddSingleton<IProcessLease, ProcessLease>();
        services.AddSingleton<DeathWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ClusterJoin>();
    }
}
