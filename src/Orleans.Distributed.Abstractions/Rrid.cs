namespace Orleans.Distributed;

/// <summary>
/// The cluster-wide identity of a remote reference: the process that created it and a counter there.
/// </summary>
/// <param name="Whence">The pid of the process that created the reference.</param>
/// <param name="Id">The value of that process's counter, from 1 up. It is never used twice.</param>
/// <remarks>
/// The default value is the null identity and names no reference. Where the referenced value lies is not part of its
/// identity: see <see cref="RemoteReference.Where"/>. The idea and the name are those of Julia's <c>RRID</c>.
/// </remarks>
[GenerateSerializer, Immutable, Alias("od.Rrid")]
public readonly record struct Rrid([property: Id(0)] int Whence, [property: Id(1)] long Id) : IComparable<Rrid>
{
    /// <summary>Whether this is the null identity, which names no reference.</summary>
    public bool IsNull => Whence == 0;

    /// <summary>Orders by <see cref="Whence"/>, then by <see cref="Id"/>.</summary>
    /// <param name="other">The identity to compare with.</param>
    /// <returns>A negative number, zero or a positive number.</returns>
    public int CompareTo(Rrid other) => Whence != other.Whence ? Whence.CompareTo(other.Whence) : Id.CompareTo(other.Id);

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(Rrid left, Rrid right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(Rrid left, Rrid right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/> or is equal to it.</summary>
    public static bool operator <=(Rrid left, Rrid right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/> or is equal to it.</summary>
    public static bool operator >=(Rrid left, Rrid right) => left.CompareTo(right) >= 0;

    /// <summary>The identity as <c>whence.id</c>.</summary>
    /// <returns>For example <c>2.17</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{Whence}.{Id}");
}
