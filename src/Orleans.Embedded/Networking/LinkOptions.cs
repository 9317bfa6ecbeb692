using System.Text;

namespace Orleans.Runtime.Networking;

/// <summary>Settings of the links of one process. Both ends need the same cluster id and secret; all else may differ.</summary>
internal sealed record LinkOptions
{
    /// <summary>The default of <see cref="BulkThreshold"/>, in bytes.</summary>
    public const int DefaultBulkThreshold = 32 * 1024;

    /// <summary>The cluster that this process belongs to. Peers of another cluster are refused.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The cluster's secret. It proves membership, never crosses the wire, and should be 32 random bytes.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>What this process tells a proven peer about itself: opaque bytes of the layer above, at most 3 KB. The default is empty.</summary>
    public ReadOnlyMemory<byte> Identity { get; init; }

    /// <summary>The oldest protocol version to speak. The default is <see cref="LinkProtocol.MinimumVersion"/>.</summary>
    public int MinimumVersion { get; init; } = LinkProtocol.MinimumVersion;

    /// <summary>The newest protocol version to speak. The default is <see cref="LinkProtocol.Version"/>.</summary>
    public int MaximumVersion { get; init; } = LinkProtocol.Version;

    /// <summary>
    /// Whether to connect to this machine alone, since the <see cref="Secret"/> is none that strangers could not know. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool IsLoopbackOnly { get; init; }

    /// <summary>
    /// Whether processes of this machine are connected by Unix domain sockets, where both ends wish so and the system has them. The default
    /// is <see langword="true"/>.
    /// </summary>
    public bool UsesLocalSockets { get; init; } = true;

    /// <summary>How long connecting and proving may take together. The default is 10 seconds.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many incoming peers may be unproven at a time; others wait in the listener's backlog. The default is 128.</summary>
    public int MaxPendingHandshakes { get; init; } = 128;

    /// <summary>
    /// A message above this size, in bytes, is sent from where it lies, in chunks that small frames overtake;
    /// up to it, it is copied. The default is 32 KB, the maximum <see cref="LinkProtocol.MaxFramePayload"/>.
    /// </summary>
    public int BulkThreshold { get; init; } = DefaultBulkThreshold;

    /// <summary>The largest message to send or receive, in bytes. The default is 1 GB.</summary>
    public long MaxMessageSize { get; init; } = 1L << 30;

    /// <summary>How many bytes of small frames may wait in a link before senders are asked to wait. The default is 16 MB.</summary>
    public long SendQueueBytes { get; init; } = 16L << 20;

    /// <summary>
    /// How many bytes of large messages may wait in a link before senders are asked to wait. The default is 256 MB.
    /// One message larger than this is accepted when nothing else waits.
    /// </summary>
    public long BulkQueueBytes { get; init; } = 256L << 20;

    /// <summary>How long a closing link waits for the peer to take the last bytes. The default is 1 second.</summary>
    public TimeSpan CloseLinger { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(!string.IsNullOrEmpty(ClusterId) && Encoding.UTF8.GetByteCount(ClusterId) <= LinkProtocol.MaxClusterIdBytes,
            nameof(ClusterId), $"must have 1 to {LinkProtocol.MaxClusterIdBytes} bytes as UTF-8");
        Require(Secret.Length > 0, nameof(Secret), "must not be empty; use 32 random bytes");
        Require(Identity.Length <= LinkProtocol.MaxIdentityBytes, nameof(Identity), $"must have at most {LinkProtocol.MaxIdentityBytes} bytes");
        Require(MinimumVersion is >= 1 and <= ushort.MaxValue, nameof(MinimumVersion), "must be from 1 to 65535");
        Require(MaximumVersion >= MinimumVersion && MaximumVersion <= ushort.MaxValue, nameof(MaximumVersion), "must be from MinimumVersion to 65535");
        Require(HandshakeTimeout > TimeSpan.Zero, nameof(HandshakeTimeout), "must be positive");
        Require(MaxPendingHandshakes > 0, nameof(MaxPendingHandshakes), "must be positive");
        Require(BulkThreshold is >= 1024 and <= LinkProtocol.MaxFramePayload, nameof(BulkThreshold), $"must be from 1024 to {LinkProtocol.MaxFramePayload}");
        Require(MaxMessageSize >= BulkThreshold, nameof(MaxMessageSize), "must be at least BulkThreshold");
        Require(SendQueueBytes > 0, nameof(SendQueueBytes), "must be positive");
        Require(BulkQueueBytes > 0, nameof(BulkQueueBytes), "must be positive");
        Require(CloseLinger >= TimeSpan.Zero, nameof(CloseLinger), "must not be negative");
        Require(TimeProvider is not null, nameof(TimeProvider), "must not be null");
    }

    private static void Require(bool holds, string setting, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(LinkOptions)}.{setting} {rule}.", setting);
        }
    }
}
