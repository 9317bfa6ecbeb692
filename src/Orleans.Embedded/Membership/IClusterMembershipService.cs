namespace Orleans.Runtime;

/// <summary>The members of the cluster, as versions of a snapshot.</summary>
public interface IClusterMembershipService
{
    /// <summary>Gets the latest snapshot.</summary>
    ClusterMembershipSnapshot CurrentSnapshot { get; }

    /// <summary>Gets the snapshots from the current one on. A slow reader misses those in between, never the last.</summary>
    IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates { get; }

    /// <summary>Waits until a version is known here.</summary>
    /// <param name="minimumVersion">The version; the default asks for what the cluster has now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the version is known.</returns>
    ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default);

    /// <summary>Declares a silo dead.</summary>
    /// <param name="siloAddress">The silo.</param>
    /// <returns>Whether it is dead now.</returns>
    Task<bool> TryKill(SiloAddress siloAddress);
}
