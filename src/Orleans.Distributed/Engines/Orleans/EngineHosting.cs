using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Distributed.Ordering;

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
    }

    /// <summary>For a worker: joins through its head.</summary>
    public static void ConfigureWorker(ISiloBuilder silo, WorkerStart start)
    {
        (int siloPort, int gatewayPort) = TakeFreePorts();
        IPEndPoint head = SiloAddress.FromParsableString(start.HeadSilo).Endpoint;
        silo.UseLocalhostClustering(siloPort, gatewayPort, head, "distributed", start.Cluster.ClusterId);
        silo.Configure<SiloOptions>(options => options.SiloName = $"process-{start.Pid}");
        ConfigureDetection(silo, start.Cluster.FailureDetection);
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
