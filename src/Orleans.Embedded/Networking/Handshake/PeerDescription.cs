using System.Buffers.Binary;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>What a process tells a proven peer: the largest message it takes (8 bytes), and its identity (the rest).</summary>
internal readonly record struct PeerDescription(long MaxMessageSize, ReadOnlyMemory<byte> Identity)
{
    public static byte[] Encode(LinkOptions options)
    {
        var encoded = new byte[sizeof(long) + options.Identity.Length];
        BinaryPrimitives.WriteInt64LittleEndian(encoded, options.MaxMessageSize);
        options.Identity.Span.CopyTo(encoded.AsSpan(sizeof(long)));
        return encoded;
    }

    /// <exception cref="LinkHandshakeException">The bytes are no description.</exception>
    public static PeerDescription Decode(ReadOnlyMemory<byte> encoded) =>
        encoded.Length >= sizeof(long) && BinaryPrimitives.ReadInt64LittleEndian(encoded.Span) is > 0 and var maxMessageSize
            ? new PeerDescription(maxMessageSize, encoded[sizeof(long)..])
            : throw new LinkHandshakeException("The peer's description of itself is incomplete.");
}
