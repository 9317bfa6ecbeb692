using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The identity of one activation of a grain; every activation has a new one.</summary>
[Immutable]
public readonly struct ActivationId : IEquatable<ActivationId>
{
    private readonly Guid _key;

    /// <summary>Creates an identity.</summary>
    /// <param name="key">Its value.</param>
    public ActivationId(Guid key) => _key = key;

    /// <summary>Gets whether this names nothing.</summary>
    public bool IsDefault => _key == Guid.Empty;

    internal Guid Key => _key;

    /// <summary>Makes a new identity.</summary>
    /// <returns>The identity.</returns>
    public static ActivationId NewId() => new(Guid.NewGuid());

    /// <inheritdoc/>
    public bool Equals(ActivationId other) => _key == other._key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _key.GetHashCode();

    /// <summary>Gets the text form.</summary>
    /// <returns>The text.</returns>
    public string ToParsableString() => _key.ToString("N", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => $"@{_key:N}";

    /// <summary>Compares by value.</summary>
    /// <param name="left">One identity.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Compares by value.</summary>
    /// <param name="left">One identity.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
