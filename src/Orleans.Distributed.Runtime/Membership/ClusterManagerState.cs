namespace Orleans.Distributed.Membership;

/// <summary>What the cluster manager grain persists.</summary>
[GenerateSerializer, Alias("od.ClusterManagerState")]
internal sealed class ClusterManagerState
{
    /// <summary>Never an instance that others share: storage that reads JSON fills the object that it finds here.</summary>
    [Id(0)]
    public MembershipSnapshot Snapshot { get; set; } = new();

    /// <inheritdoc cref="Snapshot"/>
    [Id(1)]
    public StatusBoard Statuses { get; set; } = new();
}
