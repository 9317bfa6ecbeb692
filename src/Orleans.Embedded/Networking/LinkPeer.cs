using System.Net;

namespace Orleans.Runtime.Networking;

/// <summary>A process at the other end of a link, which has proven that it knows the cluster's secret.</summary>
/// <param name="Identity">What the peer says about itself: opaque bytes of the layer above.</param>
/// <param name="RemoteEndPoint">The peer's end of the connection.</param>
/// <param name="Version">The protocol version that both ends speak.</param>
/// <param name="MaxMessageSize">The largest message that the peer takes, in bytes.</param>
/// <param name="IsIncoming"><see langword="true"/> when the peer connected to this process.</param>
internal sealed record LinkPeer(
    ReadOnlyMemory<byte> Identity,
    IPEndPoint RemoteEndPoint,
    int Version,
    long MaxMessageSize,
    bool IsIncoming);
