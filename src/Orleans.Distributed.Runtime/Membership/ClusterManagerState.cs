namespace Orleans.Distributed.Membership;

/// <summary>What the cluster manager grain persists.</summary>
[GenerateSerializer, Alias("od.ClusterManagerState")]
internal sealed class ClusterManagerState
{
    [Id(0)]
    public MembershipSnapshot Snapshot { get; set; } = MembershipSnapshot.Empty;
}
