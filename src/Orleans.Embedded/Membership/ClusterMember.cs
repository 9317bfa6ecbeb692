namespace Orleans.Runtime;

/// <summary>A silo in a snapshot of the cluster.</summary>
[Immutable]
public sealed class ClusterMember : IEquatable<ClusterMember>
{
    /// <summary>Creates a member.</summary>
    /// <param name="siloAddress">The address.</param>
    /// <param name="status">The status.</param>
    /// <param name="name">The name.</param>
    public ClusterMember(SiloAddress siloAddress, SiloStatus status, string name)
    {
        ArgumentNullException.ThrowIfNull(siloAddress);
        ArgumentNullException.ThrowIfNull(name);
        SiloAddress = siloAddress;
        Status = status;
        Name = name;
    }

    /// <summary>Gets the address.</summary>
    public SiloAddress SiloAddress { get; }

    /// <summary>Gets the status.</summary>
    public SiloStatus Status { get; }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public bool Equals(ClusterMember? other) =>
        other is not null && SiloAddress.Equals(other.SiloAddress) && Status == other.Status && Name == other.Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClusterMember);

    /// <inheritdoc/>
    public override int GetHashCode() => SiloAddress.GetConsistentHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{SiloAddress}/{Name}/{Status}";
}
