using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>The address of one run of a silo: its endpoint, and a generation that tells it from earlier runs at the same endpoint.</summary>
[Immutable]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, IParsable<SiloAddress>
{
    private static readonly long Epoch = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private static readonly Lock GenerationLock = new();

    private static long _lastGeneration;

    private readonly uint _hashCode;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
        _hashCode = StableHash.ComputeHash(ToParsableString());
    }

    /// <summary>Gets the address that no silo has.</summary>
    public static SiloAddress Zero { get; } = New(new IPEndPoint(IPAddress.None, 0), 0);

    /// <summary>Gets the endpoint.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Gets the generation: seconds since 2022, so that a later run has a higher one.</summary>
    public int Generation { get; }

    /// <summary>Creates an address.</summary>
    /// <param name="ep">The endpoint.</param>
    /// <param name="gen">The generation.</param>
    /// <returns>The address.</returns>
    public static SiloAddress New(IPEndPoint ep, int gen)
    {
        ArgumentNullException.ThrowIfNull(ep);
        return new SiloAddress(ep, gen);
    }

    /// <summary>Creates an address.</summary>
    /// <param name="address">The IP address.</param>
    /// <param name="port">The port.</param>
    /// <param name="generation">The generation.</param>
    /// <returns>The address.</returns>
    public static SiloAddress New(IPAddress address, int port, int generation) => New(new IPEndPoint(address, port), generation);

    /// <summary>Makes a generation for a run that begins now.</summary>
    /// <returns>The generation.</returns>
    public static int AllocateNewGeneration()
    {
        long now = (TimeProvider.System.GetUtcNow().UtcTicks - Epoch) / TimeSpan.TicksPerSecond;

        // Silos of one process that start within the same second get different ones all the same.
        lock (GenerationLock)
        {
            _lastGeneration = Math.Max(now, _lastGeneration + 1);
            return unchecked((int)_lastGeneration);
        }
    }

    /// <summary>Reads the form that <see cref="ToParsableString"/> writes.</summary>
    /// <param name="addr">The text.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static SiloAddress FromParsableString(string addr) => Parse(addr);

    /// <summary>Reads the form that <see cref="ToParsableString"/> writes.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static SiloAddress Parse(string value) =>
        TryParse(value, out SiloAddress? result)
            ? result
            : throw new FormatException($"'{value}' is not a silo address. The form is address:port@generation.");

    /// <summary>Reads the form that <see cref="ToParsableString"/> writes.</summary>
    /// <param name="value">The text.</param>
    /// <param name="result">The address.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = null;
        int at = value is null ? -1 : value.LastIndexOf('@');
        if (at <= 0
            || !IPEndPoint.TryParse(value.AsSpan(0, at), out IPEndPoint? endpoint)
            || !value.AsSpan(0, at).EndsWith($":{endpoint.Port}")
            || !int.TryParse(value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int generation))
        {
            return false;
        }

        result = New(endpoint, generation);
        return true;
    }

    /// <inheritdoc/>
    static SiloAddress IParsable<SiloAddress>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<SiloAddress>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SiloAddress result) =>
        TryParse(s, out result);

    /// <summary>Gets the form that <see cref="Parse"/> reads: <c>address:port@generation</c>.</summary>
    /// <returns>The text.</returns>
    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint}@{Generation}");

    /// <summary>Gets a hash that is the same in every process.</summary>
    /// <returns>The hash.</returns>
    public int GetConsistentHashCode() => unchecked((int)_hashCode);

    /// <summary>Whether another address is a later run at the same endpoint.</summary>
    /// <param name="other">The other address.</param>
    /// <returns>Whether it succeeds this one.</returns>
    public bool IsPredecessorOf(SiloAddress other) =>
        other is not null && Endpoint.Equals(other.Endpoint) && Generation < other.Generation;

    /// <summary>Whether another address is an earlier run at the same endpoint.</summary>
    /// <param name="other">The other address.</param>
    /// <returns>Whether it precedes this one.</returns>
    public bool IsSuccessorOf(SiloAddress other) => other is not null && other.IsPredecessorOf(this);

    /// <inheritdoc/>
    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byGeneration = Generation.CompareTo(other.Generation);
        return byGeneration != 0 ? byGeneration : string.CompareOrdinal(ToParsableString(), other.ToParsableString());
    }

    /// <inheritdoc/>
    public bool Equals(SiloAddress? other) =>
        ReferenceEquals(this, other) || (other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)_hashCode);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"S{Endpoint}:{Generation}");

    /// <summary>Compares the order of two addresses.</summary>
    /// <param name="left">One address.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(SiloAddress? left, SiloAddress? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares the order of two addresses.</summary>
    /// <param name="left">One address.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(SiloAddress? left, SiloAddress? right) => !(left == right);
}
