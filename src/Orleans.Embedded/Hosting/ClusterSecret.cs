using System.Security.Cryptography;

namespace Orleans.Configuration;

/// <summary>The secret that every silo and client of a cluster must prove to know.</summary>
internal sealed class ClusterSecret(byte[] value)
{
    private const int Length = 32;

    public ReadOnlyMemory<byte> Value => value;

    public static ClusterSecret CreateRandom() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Never the secret itself, so that it cannot end up in a log.</summary>
    public override string ToString() => nameof(ClusterSecret);
}
