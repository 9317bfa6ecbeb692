using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Ordering;
using Orleans.Storage;

namespace Orleans.Distributed.Hosting;

/// <summary>What setting up a silo takes on Microsoft Orleans.</summary>
internal static class EngineHosting
{
    /// <summary>For the head of a cluster on this machine: the membership is kept in its memory.</summary>
    public static void ConfigureHead(ISiloBuilder silo, ClusterIdentity identity)
    {
        (int siloPort, int gatewayPort) = TakeFreePorts();
        silo.UseLocalhostClustering(siloPort, gatewayPort, null, "distributed", identity.ClusterId);
        ConfigureDetection(silo, identity.FailureDetection);
        ConfigureSurvival(silo, isHead: true);
    }

    /// <summary>For a worker: joins through its head.</summary>
    public static void ConfigureWorker(ISiloBuilder silo, WorkerStart start)
    {
        (int siloPort, int gatewayPort) = TakeFreePorts();
        IPEndPoint head = SiloAddress.FromParsableString(start.HeadSilo).Endpoint;
        silo.UseLocalhostClustering(siloPort, gatewayPort, head, "distributed", start.Cluster.ClusterId);
        silo.Configure<SiloOptions>(options => options.SiloName = $"process-{start.Pid}");
        ConfigureDetection(silo, start.Cluster.FailureDetection);
        ConfigureSurvival(silo, isHead: false);
    }

    /// <summary>For every process, however its silo was set up.</summary>
    public static void ConfigureProcess(ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = int.MaxValue);
        silo.AddOutgoingGrainCallFilter<OutgoingOrder>();
        silo.AddIncomingGrainCallFilter<IncomingOrder>();
    }

    private static void ConfigureDetection(ISiloBuilder silo, TimeSpan failureDetection) => silo.Configure<ClusterMembershipOptions>(options =>
    {
        options.ProbeTimeout = failureDetection / 4;
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = failureDetection;
        options.EnableIndirectProbes = false;
    });

    /// <summary>Sees to it that a silo that dies takes nothing of the others with it.</summary>
    private static void ConfigureSurvival(ISiloBuilder silo, bool isHead)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(ClusterManagerGrain.StorageName, new HeadStorage(isHead));

        // With the usual directory, grains of living silos are deactivated when the silo that has registered them dies.
#pragma warning disable ORLEANSEXP003 // An experiment of the engine, and the only directory of it that survives silos.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }

    private static (int Silo, int Gateway) TakeFreePorts()
    {
        using Socket silo = Bind();
        using Socket gateway = Bind();
        return (((IPEndPoint)silo.LocalEndPoint!).Port, ((IPEndPoint)gateway.LocalEndPoint!).Port);

        static Socket Bind()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return socket;
        }
    }
}
