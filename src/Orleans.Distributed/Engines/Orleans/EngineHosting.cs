using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Distributed.Links;
using Orleans.Distributed.Peers;
using Orleans.Runtime.GrainDirectory;

namespace Orleans.Distributed.Hosting;

/// <summary>What setting up a silo takes on Microsoft Orleans.</summary>
internal static class EngineHosting
{
    private const int FirstPort = 15_000;
    private const int LastPort = 32_000;
    private const int MaxAttempts = 100;

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
        silo.ConfigureServices(services => services.AddSingleton<IGrainDirectoryResolver, PlacedWithoutLookup>());
        silo.ConfigureServices(services => services
            .AddSingleton<ProcessLinks>()
            .AddSingleton<IProcessRoutes>(static provider => provider.GetRequiredService<ProcessLinks>())
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<ProcessLinks>())
            .AddSingleton<LinkReceiver>());
    }

    private static void ConfigureDetection(ISiloBuilder silo, TimeSpan failureDetection) => silo.Configure<ClusterMembershipOptions>(options =>
    {
        options.ProbeTimeout = failureDetection / 4;
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = failureDetection;
        options.EnableIndirectProbes = false;
    });

    /// <summary>
    /// Two ports that are free now; the engine takes no port 0. They are below those that systems give to outgoing connections, so
    /// that none of these takes one in between.
    /// </summary>
    private static (int Silo, int Gateway) TakeFreePorts()
    {
        using Socket silo = BindAnywhere();
        using Socket gateway = BindAnywhere();
        return (((IPEndPoint)silo.LocalEndPoint!).Port, ((IPEndPoint)gateway.LocalEndPoint!).Port);
    }

    private static Socket BindAnywhere()
    {
        for (int attempt = 1; ; attempt++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(FirstPort, LastPort)));
                return socket;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < MaxAttempts)
            {
                socket.Dispose();
            }
        }
    }
}
