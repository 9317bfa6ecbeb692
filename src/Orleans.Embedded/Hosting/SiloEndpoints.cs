using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Hosting;

/// <summary>
/// The ports of a silo. They are bound when its address is first asked for, so that the address is known, and true, even when the
/// system picks the ports. Peers are let in once the silo has started.
/// </summary>
internal sealed class SiloEndpoints : IDisposable
{
    private readonly ManualResetEventSlim _started = new();
    private readonly TimeSpan _startTimeout;
    private Func<LinkPeer, bool, LinkAdmission>? _admit;

    public SiloEndpoints(
        IOptions<EndpointOptions> endpoints,
        IOptions<ClusterOptions> cluster,
        IOptions<ConnectionOptions> connections,
        IOptions<SiloMessagingOptions> messaging,
        ILogger<SiloEndpoints> logger,
        ClusterSecret? secret = null)
    {
        EndpointOptions options = endpoints.Value;
        IPEndPoint siloEndPoint = options.SiloListeningEndpoint ?? new IPEndPoint(options.AdvertisedIPAddress, options.SiloPort);
        CheckSecret(siloEndPoint.Address, secret);
        _startTimeout = connections.Value.OpenConnectionTimeout;
        int generation = SiloAddress.AllocateNewGeneration();

        // The generation is part of the identity, and the port part of the address: so bind first, on an identity to be filled in.
        var identity = new byte[IdentitySize];
        Options = LinkSettings.Create(cluster.Value, connections.Value, messaging.Value, secret, identity);
        SiloListener = LinkListener.Start(siloEndPoint, Options, peer => Admit(peer, false), logger);
        Address = SiloAddress.New(options.AdvertisedIPAddress, SiloListener.EndPoint.Port, generation);
        new PeerIdentity(Address, default).ToBytes().CopyTo(identity, 0);
        IPEndPoint? gateway = options.GatewayOnAnyPort ? new IPEndPoint(options.AdvertisedIPAddress, 0)
            : options.GatewayPort == 0 ? null
            : options.GatewayListeningEndpoint ?? new IPEndPoint(options.AdvertisedIPAddress, options.GatewayPort);
        if (gateway is not null)
        {
            CheckSecret(gateway.Address, secret);
            GatewayListener = LinkListener.Start(gateway, Options, peer => Admit(peer, true), logger);
            Gateway = new IPEndPoint(options.AdvertisedIPAddress, GatewayListener.EndPoint.Port);
        }
    }

    private const int IdentitySize = 256;

    public LinkOptions Options { get; }

    public LinkListener SiloListener { get; }

    public LinkListener? GatewayListener { get; }

    public SiloAddress Address { get; }

    public IPEndPoint? Gateway { get; }

    /// <summary>Lets peers in.</summary>
    public void Open(Func<LinkPeer, bool, LinkAdmission> admit)
    {
        _admit = admit;
        _started.Set();
    }

    public void Dispose()
    {
        SiloListener.Dispose();
        GatewayListener?.Dispose();
        _started.Dispose();
    }

    private LinkAdmission Admit(LinkPeer peer, bool isGateway) => _started.Wait(_startTimeout)
        ? _admit!(peer, isGateway)
        : LinkAdmission.Refuse("The silo has not started yet.");

    private static void CheckSecret(IPAddress address, ClusterSecret? secret)
    {
        if (secret is null && !IPAddress.IsLoopback(address))
        {
            throw new OrleansConfigurationException(
                $"The silo listens on {address}, which other machines can reach, and the cluster has no secret that would keep strangers out. Listen on a loopback address, or give all silos and clients of the cluster a secret.");
        }
    }
}
