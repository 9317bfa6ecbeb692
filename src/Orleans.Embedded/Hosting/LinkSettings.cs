using System.Security.Cryptography;
using System.Text;
using Orleans.Configuration;
using Orleans.Runtime.Networking;

namespace Orleans.Hosting;

/// <summary>The settings of links, from the options of a silo or client.</summary>
internal static class LinkSettings
{
    public static LinkOptions Create(
        ClusterOptions cluster, ConnectionOptions connections, MessagingOptions messaging, ClusterSecret? secret, ReadOnlyMemory<byte> identity) => new()
        {
            ClusterId = $"{cluster.ClusterId}/{cluster.ServiceId}",
            Secret = secret?.Value ?? WellKnownSecret(cluster),
            IsLoopbackOnly = secret is null,
            Identity = identity,
            HandshakeTimeout = connections.OpenConnectionTimeout,
            MaxMessageSize = Math.Max(messaging.MaxMessageBodySize, 1024 * 1024),
        };

    // Not a secret: it keeps clusters apart, and is accepted on loopback alone, where it lets silos and clients that were started by
    // hand find each other as they do in Orleans.
    private static byte[] WellKnownSecret(ClusterOptions cluster) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"Orleans localhost cluster {cluster.ClusterId}/{cluster.ServiceId}"));
}
