using System.Collections.Frozen;
using System.Collections.Immutable;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>The members of the cluster at one version, with all that silos know of each other.</summary>
internal sealed class ClusterView
{
    private readonly FrozenDictionary<SiloAddress, MemberRecord> _members;

    public ClusterView(long version, IEnumerable<MemberRecord> members)
    {
        Version = version;
        _members = members.ToFrozenDictionary(member => member.Address);
        ActiveSilos = [.. _members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.Address).Order()];
        Snapshot = new ClusterMembershipSnapshot(
            _members.Values.ToImmutableDictionary(member => member.Address, member => new ClusterMember(member.Address, member.Status, member.Name)),
            new MembershipVersion(version));
        Index = new GrainTypeIndex(_members.Values.Where(member => member.Status == SiloStatus.Active));
    }

    public static ClusterView Empty { get; } = new(0, []);

    public long Version { get; }

    /// <summary>The active silos, in a stable order.</summary>
    public SiloAddress[] ActiveSilos { get; }

    public ClusterMembershipSnapshot Snapshot { get; }

    /// <summary>The grain types that the active silos have.</summary>
    public GrainTypeIndex Index { get; }

    public IEnumerable<MemberRecord> Members => _members.Values;

    public SiloStatus StatusOf(SiloAddress silo) => _members.TryGetValue(silo, out MemberRecord? member) ? member.Status : Snapshot.GetSiloStatus(silo);

    public MemberRecord? Find(SiloAddress silo) => _members.GetValueOrDefault(silo);

    // Most silos of a cluster have the same classes, so each manifest is written once.
    public void Write(MessageBuffer message)
    {
        GrainManifest[] manifests = [.. Members.Select(member => member.Manifest).DistinctBy(manifest => manifest.Hash)];
        message.WriteUInt64((ulong)Version);
        message.WriteUInt16(manifests.Length);
        foreach (GrainManifest manifest in manifests)
        {
            manifest.Write(message);
        }

        message.WriteInt32(_members.Count);
        foreach (MemberRecord member in Members)
        {
            message.WriteUInt16(Array.FindIndex(manifests, manifest => manifest.Hash == member.Manifest.Hash));
            member.Write(message);
        }
    }

    public static ClusterView Read(ref MessageReader reader)
    {
        long version = reader.ReadInt64();
        var manifests = new GrainManifest[reader.ReadUInt16()];
        for (int i = 0; i < manifests.Length; i++)
        {
            manifests[i] = GrainManifest.Read(ref reader);
        }

        int count = reader.ReadInt32();
        var members = new List<MemberRecord>();
        for (int i = 0; i < count; i++)
        {
            GrainManifest manifest = manifests[reader.ReadUInt16()];
            members.Add(MemberRecord.Read(ref reader, manifest));
        }

        return new ClusterView(version, members);
    }
}
