namespace Orleans.Distributed;

/// <summary>Who may talk to whom.</summary>
public static class ClusterTopology
{
    /// <summary>The topology of the cluster. It is chosen by the call that adds the first workers (<see cref="AddProcsOptions.Topology"/>).</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>The topology of the workers that are there; that of the last ones when there are none.</returns>
    public static Topology GetTopology(this ICluster cluster) => DistributedCluster.From(cluster).ProcessTable.View.Topology.State.Topology;

    /// <summary>The processes that this one may talk to, itself among them.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>Their pids, ascending.</returns>
    public static IReadOnlyList<int> LinkedProcs(this ICluster cluster)
    {
        Membership.MembershipView view = DistributedCluster.From(cluster).ProcessTable.View;
        return [.. view.Pids.Where(pid => view.Topology.AreLinked(cluster.MyId, pid))];
    }
}
