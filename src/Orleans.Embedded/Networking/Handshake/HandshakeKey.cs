using System.Security.Cryptography;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>
/// Authenticates the records after the hellos. The key is made from the secret and both hellos, so a record counts in one
/// handshake only, and for the versions that were really offered. What a record is, and whose, is part of what is authenticated,
/// so no record can be sent back as another.
/// </summary>
internal sealed class HandshakeKey(ReadOnlySpan<byte> secret, HandshakeHello connector, HandshakeHello listener)
{
    private readonly byte[] _key = HMACSHA256.HashData(
        secret,
        (byte[])[.. "Orleans.Distributed link"u8, .. LengthOf(connector), .. connector.Encoded, .. LengthOf(listener), .. listener.Encoded]);

    /// <summary>Puts the code before the content.</summary>
    public byte[] Seal(HandshakeRecord record, ReadOnlySpan<byte> content) => [.. Code(record, content), .. content];

    /// <summary>Checks the code, and returns the content.</summary>
    /// <returns><see langword="false"/> when the sender does not know the secret.</returns>
    public bool TryOpen(HandshakeRecord record, byte[] sealedContent, out ReadOnlyMemory<byte> content)
    {
        content = default;
        if (sealedContent.Length < HMACSHA256.HashSizeInBytes)
        {
            return false;
        }

        var rest = sealedContent.AsMemory(HMACSHA256.HashSizeInBytes);
        if (!CryptographicOperations.FixedTimeEquals(Code(record, rest.Span), sealedContent.AsSpan(0, HMACSHA256.HashSizeInBytes)))
        {
            return false;
        }

        content = rest;
        return true;
    }

    private byte[] Code(HandshakeRecord record, ReadOnlySpan<byte> content) => HMACSHA256.HashData(_key, (byte[])[(byte)record, .. content]);

    private static byte[] LengthOf(HandshakeHello hello) => BitConverter.GetBytes(hello.Encoded.Length);
}
