using System.Net;

namespace Orleans.Configuration;

/// <summary>Where a silo listens, and how others reach it.</summary>
public class EndpointOptions
{
    /// <summary>The default of <see cref="SiloPort"/>.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>The default of <see cref="GatewayPort"/>.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    private int _siloPort = DEFAULT_SILO_PORT;

    /// <summary>Gets or sets the IP address by which others reach the silo. The default is the loopback address.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>
    /// Gets or sets the port for other silos. The default is 11111. With 0 the system picks a free one;
    /// <see cref="Runtime.ILocalSiloDetails.SiloAddress"/> tells it once the silo has started.
    /// </summary>
    public int SiloPort
    {
        get => _siloPort;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _siloPort = value;
        }
    }

    /// <summary>Gets or sets the port for clients. The default is 30000; 0 means that the silo has no gateway.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    /// <summary>Whether a gateway listens on a port that the system picks, since a port of 0 means no gateway.</summary>
    internal bool GatewayOnAnyPort { get; set; }

    /// <summary>Gets or sets the endpoint to listen on for other silos. The default is <see cref="AdvertisedIPAddress"/> and <see cref="SiloPort"/>.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Gets or sets the endpoint to listen on for clients. The default is <see cref="AdvertisedIPAddress"/> and <see cref="GatewayPort"/>.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
