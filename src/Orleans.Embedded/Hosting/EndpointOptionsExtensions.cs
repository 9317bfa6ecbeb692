using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Where a silo listens.</summary>
public static class EndpointOptionsExtensions
{
    /// <summary>Sets the endpoints.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="advertisedIP">The IP address by which others reach the silo.</param>
    /// <param name="siloPort">The port for other silos; 0 picks a free one.</param>
    /// <param name="gatewayPort">The port for clients; 0 is no gateway.</param>
    /// <param name="listenOnAnyHostAddress">Whether to listen on all addresses of the machine. The default is <see langword="false"/>.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false)
    {
        ArgumentNullException.ThrowIfNull(advertisedIP);
        return builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            if (listenOnAnyHostAddress)
            {
                IPAddress any = advertisedIP.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
                options.SiloListeningEndpoint = new IPEndPoint(any, siloPort);
                options.GatewayListeningEndpoint = gatewayPort == 0 ? null : new IPEndPoint(any, gatewayPort);
            }
        });
    }

    /// <summary>Sets the endpoints.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="hostname">The name by which others reach the silo, or <see langword="null"/> for this machine's.</param>
    /// <param name="siloPort">The port for other silos; 0 picks a free one.</param>
    /// <param name="gatewayPort">The port for clients; 0 is no gateway.</param>
    /// <param name="addressFamily">The kind of address. The default is IPv4.</param>
    /// <param name="listenOnAnyHostAddress">Whether to listen on all addresses of the machine. The default is <see langword="false"/>.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="OrleansConfigurationException">The name has no address of that kind.</exception>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        string? hostname,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false)
    {
        string name = hostname ?? Dns.GetHostName();
        IPAddress address = Array.Find(Dns.GetHostAddresses(name), candidate => candidate.AddressFamily == addressFamily)
            ?? throw new OrleansConfigurationException(
                $"The host name '{name}' has no {addressFamily} address. Pass an IP address to ConfigureEndpoints.");
        return builder.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress);
    }

    /// <summary>Sets the endpoints, on this machine's address.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">The port for other silos; 0 picks a free one.</param>
    /// <param name="gatewayPort">The port for clients; 0 is no gateway.</param>
    /// <param name="addressFamily">The kind of address. The default is IPv4.</param>
    /// <param name="listenOnAnyHostAddress">Whether to listen on all addresses of the machine. The default is <see langword="false"/>.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="OrleansConfigurationException">The machine has no address of that kind.</exception>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false) => builder.ConfigureEndpoints((string?)null, siloPort, gatewayPort, addressFamily, listenOnAnyHostAddress);
}
