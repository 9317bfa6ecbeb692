using System.Collections.Immutable;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>
/// The members of the cluster at one version, with all that silos know of each other. A version shares with the one before it what has
/// not changed, and what is looked up in it is made when it is first asked for: to take a change over costs the same in a large cluster.
/// </summary>
internal sealed class ClusterView
{
    private readonly ImmutableDictionary<SiloAddress, MemberRecord> _members;

    // Of the active silos, by hash, so that all silos of the cluster look into them in the same order.
    private readonly ImmutableSortedDictionary<uint, ManifestUse> _manifests;
    private readonly Lazy<GrainTypeCatalog> _types;
    private SiloAddress[]? _activeSilos;
    private ClusterMembershipSnapshot? _snapshot;
    private GrainTypeIndex? _index;

    public ClusterView(long version, IEnumerable<MemberRecord> members)
    {
        Version = version;
        _members = members.ToImmutableDictionary(member => member.Address);
        _manifests = _members.Values.Where(member => member.Status == SiloStatus.Active)
            .GroupBy(member => member.Manifest.Hash)
            .ToImmutableSortedDictionary(group => group.Key, group => new ManifestUse(group.First().Manifest, group.Count()));
        _types = TypesOf(_manifests);
    }

    private ClusterView(ClusterView before, ClusterChange change)
    {
        Version = change.Version;
        ImmutableDictionary<SiloAddress, MemberRecord>.Builder members = before._members.ToBuilder();
        ImmutableSortedDictionary<uint, ManifestUse>.Builder manifests = before._manifests.ToBuilder();
        foreach (MemberRecord member in change.Members)
        {
            Count(manifests, before.Find(member.Address), -1);
            Count(manifests, member, 1);
            members[member.Address] = member;
        }

        foreach (SiloAddress silo in change.Forgotten)
        {
            Count(manifests, before.Find(silo), -1);
            members.Remove(silo);
        }

        _members = members.ToImmutable();
        _manifests = manifests.ToImmutable();
        _types = _manifests.Keys.SequenceEqual(before._manifests.Keys) ? before._types : TypesOf(_manifests);
    }

    public static ClusterView Empty { get; } = new(0, []);

    public long Version { get; }

    /// <summary>The active silos, in a stable order.</summary>
    public SiloAddress[] ActiveSilos => _activeSilos ??=
        [.. _members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.Address).Order()];

    public ClusterMembershipSnapshot Snapshot => _snapshot ??= new ClusterMembershipSnapshot(
        _members.Values.ToImmutableDictionary(member => member.Address, member => new ClusterMember(member.Address, member.Status, member.Name)),
        new MembershipVersion(Version));

    /// <summary>The grain types that the active silos have.</summary>
    public GrainTypeIndex Index => _index ??= new GrainTypeIndex(_types.Value, this);

    public IEnumerable<MemberRecord> Members => _members.Values;

    public SiloStatus StatusOf(SiloAddress silo) => _members.TryGetValue(silo, out MemberRecord? member) ? member.Status
        : _members.Keys.Any(silo.IsPredecessorOf) ? SiloStatus.Dead
        : SiloStatus.None;

    public MemberRecord? Find(SiloAddress silo) => _members.GetValueOrDefault(silo);

    /// <summary>Whether all who have this view know the manifest of a member.</summary>
    public bool HasManifest(MemberRecord member) => _manifests.ContainsKey(member.Manifest.Hash) || Find(member.Address)?.Manifest.Hash == member.Manifest.Hash;

    /// <summary>The next version.</summary>
    public ClusterView With(ClusterChange change) => new(this, change);

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

    /// <summary>Reads the version only, with which a written view begins.</summary>
    public static long ReadVersion(MessageReader reader) => reader.ReadInt64();

    public static ClusterView Read(ref MessageReader reader, GrainManifestTable known)
    {
        long version = reader.ReadInt64();
        var manifests = new GrainManifest[reader.ReadUInt16()];
        for (int i = 0; i < manifests.Length; i++)
        {
            manifests[i] = known.Add(GrainManifest.Read(ref reader));
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

    private static Lazy<GrainTypeCatalog> TypesOf(ImmutableSortedDictionary<uint, ManifestUse> manifests) =>
        new(() => new GrainTypeCatalog(manifests.Values.Select(use => use.Manifest)));

    private static void Count(ImmutableSortedDictionary<uint, ManifestUse>.Builder manifests, MemberRecord? member, int change)
    {
        if (member is not { Status: SiloStatus.Active })
        {
            return;
        }

        int silos = (manifests.GetValueOrDefault(member.Manifest.Hash)?.Silos ?? 0) + change;
        if (silos > 0)
        {
            manifests[member.Manifest.Hash] = new ManifestUse(member.Manifest, silos);
        }
        else
        {
            manifests.Remove(member.Manifest.Hash);
        }
    }
}
