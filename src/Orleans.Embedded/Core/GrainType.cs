namespace Orleans.Runtime;

/// <summary>The name of a kind of grain.</summary>
[Immutable]
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>
{
    /// <summary>Creates a grain type.</summary>
    /// <param name="id">The name.</param>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>Creates a grain type.</summary>
    /// <param name="value">The name in UTF-8.</param>
    public GrainType(byte[] value) => Value = new IdSpan(value);

    /// <summary>Gets whether this names nothing.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>Gets the name.</summary>
    public IdSpan Value { get; }

    /// <summary>Creates a grain type.</summary>
    /// <param name="value">The name.</param>
    /// <returns>The grain type.</returns>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    /// <summary>Gets the name in UTF-8.</summary>
    /// <returns>The name.</returns>
    public ReadOnlySpan<byte> AsSpan() => Value.AsSpan();

    /// <summary>Gets a hash that is the same in every process.</summary>
    /// <returns>The hash.</returns>
    public uint GetUniformHashCode() => Value.GetUniformHashCode();

    /// <inheritdoc/>
    public int CompareTo(GrainType other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public bool Equals(GrainType other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    /// <summary>Compares by name.</summary>
    /// <param name="left">One grain type.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Compares by name.</summary>
    /// <param name="left">One grain type.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
