using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>The members of the cluster at one version.</summary>
[Immutable]
public sealed class ClusterMembershipSnapshot
{
    /// <summary>Creates a snapshot.</summary>
    /// <param name="members">The members.</param>
    /// <param name="version">The version.</param>
    public ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember> members, MembershipVersion version)
    {
        ArgumentNullException.ThrowIfNull(members);
        Members = members;
        Version = version;
    }

    /// <summary>Gets the members, dead ones included.</summary>
    public ImmutableDictionary<SiloAddress, ClusterMember> Members { get; }

    /// <summary>Gets the version.</summary>
    public MembershipVersion Version { get; }

    /// <summary>Gets the status of a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <returns>
    /// The status. A silo that is not a member is <see cref="SiloStatus.Dead"/> when a later run at its endpoint is a member,
    /// otherwise <see cref="SiloStatus.None"/>.
    /// </returns>
    public SiloStatus GetSiloStatus(SiloAddress silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (Members.TryGetValue(silo, out ClusterMember? member))
        {
            return member.Status;
        }

        foreach (SiloAddress other in Members.Keys)
        {
            if (silo.IsPredecessorOf(other))
            {
                return SiloStatus.Dead;
            }
        }

        return SiloStatus.None;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[Version: {Version}, {Members.Count} silos, members: {string.Join(", ", Members.Values)}]";
}
