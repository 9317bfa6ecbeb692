using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The version of a view of the cluster; later views have higher ones.</summary>
[Immutable]
public readonly struct MembershipVersion : IEquatable<MembershipVersion>, IComparable<MembershipVersion>
{
    /// <summary>Creates a version.</summary>
    /// <param name="version">The number.</param>
    public MembershipVersion(long version) => Value = version;

    /// <summary>Gets the version below all others.</summary>
    public static MembershipVersion MinValue => new(long.MinValue);

    /// <summary>Gets the number.</summary>
    public long Value { get; init; }

    /// <inheritdoc/>
    public int CompareTo(MembershipVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public bool Equals(MembershipVersion other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MembershipVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Compares two versions.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(MembershipVersion left, MembershipVersion right) => left.Value == right.Value;

    /// <summary>Compares two versions.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(MembershipVersion left, MembershipVersion right) => left.Value != right.Value;

    /// <summary>Compares two versions.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is later or the same.</returns>
    public static bool operator >=(MembershipVersion left, MembershipVersion right) => left.Value >= right.Value;

    /// <summary>Compares two versions.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is earlier or the same.</returns>
    public static bool operator <=(MembershipVersion left, MembershipVersion right) => left.Value <= right.Value;

    /// <summary>Compares two versions.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is later.</returns>
    public static bool operator >(MembershipVersion left, MembershipVersion right) => left.Value > right.Value;

    /// <summary>Compares two versions.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is earlier.</returns>
    public static bool operator <(MembershipVersion left, MembershipVersion right) => left.Value < right.Value;
}
