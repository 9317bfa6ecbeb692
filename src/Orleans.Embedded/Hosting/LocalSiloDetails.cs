using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

internal sealed class LocalSiloDetails(SiloEndpoints endpoints, IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster) : ILocalSiloDetails
{
    public string Name => silo.Value.SiloName;

    public string ClusterId => cluster.Value.ClusterId;

    public string DnsHostName { get; } = Dns.GetHostName();

    public SiloAddress SiloAddress => endpoints.Address;

    public SiloAddress GatewayAddress { get; } =
        SiloAddress.New(endpoints.Gateway ?? new IPEndPoint(endpoints.Address.Endpoint.Address, 0), endpoints.Address.Generation);
}
