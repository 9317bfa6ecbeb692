namespace Orleans.Runtime;

/// <summary>Where a grain is activated.</summary>
[Immutable]
public sealed class GrainAddress : IEquatable<GrainAddress>
{
    /// <summary>Gets the grain.</summary>
    public GrainId GrainId { get; init; }

    /// <summary>Gets the activation.</summary>
    public ActivationId ActivationId { get; init; }

    /// <summary>Gets the silo, or <see langword="null"/> when it is not known.</summary>
    public SiloAddress? SiloAddress { get; init; }

    /// <inheritdoc/>
    public bool Equals(GrainAddress? other) =>
        other is not null && GrainId == other.GrainId && ActivationId == other.ActivationId && SiloAddress == other.SiloAddress;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GrainId, ActivationId, SiloAddress);

    /// <inheritdoc/>
    public override string ToString() => $"[{GrainId} {ActivationId} {SiloAddress}]";
}
