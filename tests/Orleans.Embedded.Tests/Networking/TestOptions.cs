using System.Text;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

internal static class TestOptions
{
    public static LinkOptions Create(
        string identity = "test",
        string clusterId = "cluster",
        string secret = "a secret of thirty-two characters",
        int minimumVersion = 1,
        int maximumVersion = 1,
        TimeSpan? handshakeTimeout = null,
        int maxPendingHandshakes = 128,
        long maxMessageSize = 1L << 30,
        long sendQueueBytes = 16L << 20,
        long bulkQueueBytes = 256L << 20,
        TimeProvider? timeProvider = null) => new()
        {
            ClusterId = clusterId,
            Secret = Encoding.UTF8.GetBytes(secret),
            Identity = Encoding.UTF8.GetBytes(identity),
            MinimumVersion = minimumVersion,
            MaximumVersion = maximumVersion,
            HandshakeTimeout = handshakeTimeout ?? TimeSpan.FromSeconds(30),
            MaxPendingHandshakes = maxPendingHandshakes,
            MaxMessageSize = maxMessageSize,
            SendQueueBytes = sendQueueBytes,
            BulkQueueBytes = bulkQueueBytes,
            TimeProvider = timeProvider ?? TimeProvider.System,
        };
}
