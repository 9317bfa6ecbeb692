using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>
/// The first record of either side: magic (8 bytes), oldest and newest version (2 each), nonce (32), and the cluster id (the rest;
/// empty from a listener, which tells strangers nothing). Its layout stays the same in all versions.
/// </summary>
internal sealed record HandshakeHello(int MinimumVersion, int MaximumVersion, string ClusterId, byte[] Encoded)
{
    private const int NonceStart = 12;
    private const int NonceSize = 32;
    private const int FixedSize = NonceStart + NonceSize;

    private static ReadOnlySpan<byte> Magic => "ORLNLINK"u8;

    /// <summary>The versions, from and to.</summary>
    public (int Minimum, int Maximum) Versions => (MinimumVersion, MaximumVersion);

    /// <summary>Makes a hello with a fresh nonce.</summary>
    public static HandshakeHello Create(LinkOptions options, bool withClusterId)
    {
        var clusterId = withClusterId ? options.ClusterId : "";
        var encoded = new byte[FixedSize + Encoding.UTF8.GetByteCount(clusterId)];
        Magic.CopyTo(encoded);
        BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(8), (ushort)options.MinimumVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(10), (ushort)options.MaximumVersion);
        RandomNumberGenerator.Fill(encoded.AsSpan(NonceStart, NonceSize));
        Encoding.UTF8.GetBytes(clusterId, encoded.AsSpan(FixedSize));
        return new HandshakeHello(options.MinimumVersion, options.MaximumVersion, clusterId, encoded);
    }

    /// <summary>Reads a hello.</summary>
    /// <exception cref="LinkHandshakeException">It is none.</exception>
    public static HandshakeHello Parse(byte[] encoded)
    {
        if (encoded.Length < FixedSize || encoded.Length > FixedSize + LinkProtocol.MaxClusterIdBytes || !encoded.AsSpan().StartsWith(Magic))
        {
            throw new LinkHandshakeException("The peer does not speak the link protocol.");
        }

        return new HandshakeHello(
            BinaryPrimitives.ReadUInt16LittleEndian(encoded.AsSpan(8)),
            BinaryPrimitives.ReadUInt16LittleEndian(encoded.AsSpan(10)),
            Encoding.UTF8.GetString(encoded.AsSpan(FixedSize)),
            encoded);
    }

    /// <summary>The newest version that both sides speak; <see langword="null"/> when there is none.</summary>
    public int? Negotiate(HandshakeHello other)
    {
        var newest = Math.Min(MaximumVersion, other.MaximumVersion);
        return newest >= Math.Max(MinimumVersion, other.MinimumVersion) ? newest : null;
    }
}
