namespace Orleans.Distributed;

/// <summary>Adds <c>Diagnostics</c> to a cluster.</summary>
public static class ClusterDiagnosticsExtensions
{
    extension(ICluster cluster)
    {
        /// <summary>What the processes of the cluster keep of futures and channels.</summary>
        public ClusterDiagnostics Diagnostics => new(DistributedCluster.From(cluster));
    }
}
