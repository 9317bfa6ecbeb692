namespace Orleans.Runtime;

/// <summary>The name of a grain interface.</summary>
[Immutable]
public readonly struct GrainInterfaceType : IEquatable<GrainInterfaceType>
{
    /// <summary>Creates an interface name.</summary>
    /// <param name="value">The name.</param>
    public GrainInterfaceType(string value) => Value = IdSpan.Create(value);

    /// <summary>Creates an interface name.</summary>
    /// <param name="value">The name.</param>
    public GrainInterfaceType(IdSpan value) => Value = value;

    /// <summary>Gets whether this names nothing.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>Gets the name.</summary>
    public IdSpan Value { get; }

    /// <summary>Creates an interface name.</summary>
    /// <param name="value">The name.</param>
    /// <returns>The interface name.</returns>
    public static GrainInterfaceType Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(GrainInterfaceType other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainInterfaceType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    /// <summary>Compares by name.</summary>
    /// <param name="left">One interface name.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(GrainInterfaceType left, GrainInterfaceType right) => left.Equals(right);

    /// <summary>Compares by name.</summary>
    /// <param name="left">One interface name.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(GrainInterfaceType left, GrainInterfaceType right) => !left.Equals(right);
}
