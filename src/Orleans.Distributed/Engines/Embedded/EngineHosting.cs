using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Hosting;

/// <summary>What setting up a silo takes on the embedded engine.</summary>
internal static class EngineHosting
{
    /// <summary>How many probes are missed when a silo is declared dead: enough that one delayed probe is no death.</summary>
    private const int MissedProbes = 4;

    /// <summary>For the head of a cluster on this machine: it leads the membership.</summary>
    public static void ConfigureHead(ISiloBuilder silo, ClusterIdentity identity)
    {
        silo.UseLocalhostClustering(siloPort: 0, gatewayPort: 0, null, "distributed", identity.ClusterId);
        silo.Configure<SiloOptions>(options => options.SiloName = "process-1");
        ConfigureCluster(silo, identity);
    }

    /// <summary>For a worker: joins through its head.</summary>
    public static void ConfigureWorker(ISiloBuilder silo, WorkerStart start)
    {
        IPEndPoint head = SiloAddress.FromParsableString(start.HeadSilo).Endpoint;
        silo.UseLocalhostClustering(siloPort: 0, gatewayPort: 0, head, "distributed", start.Cluster.ClusterId);
        silo.Configure<SiloOptions>(options => options.SiloName = $"process-{start.Pid}");
        ConfigureCluster(silo, start.Cluster);
    }

    /// <summary>For every process, however its silo was set up.</summary>
    public static void ConfigureProcess(ISiloBuilder silo)
    {
        // They read the header of a call and queue it. What runs code of the user, or may log, is not among them.
        string[] shortTurns =
        [
            nameof(IWorkerGrain.Call), nameof(IWorkerGrain.StartAndWait), nameof(IWorkerGrain.Start), nameof(IWorkerGrain.Do),
            nameof(IWorkerGrain.StartAndTell), nameof(IWorkerGrain.DoAndTell),
        ];

        // A call carries what its caller wants it to.
        silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = int.MaxValue);
        silo.Services.AddSingleton<IProcessRoutes, GrainRoutes>();
        silo.Services.AddSingleton(new ShortTurns(shortTurns.Select(name => typeof(IWorkerGrain).GetMethod(name)!)));
    }

    private static void ConfigureCluster(ISiloBuilder silo, ClusterIdentity identity)
    {
        silo.Services.AddSingleton(new ClusterSecret(identity.Secret));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = identity.FailureDetection / MissedProbes;
            options.NumMissedProbesLimit = MissedProbes;
        });
    }
}
