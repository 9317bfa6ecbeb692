using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>What a version of the cluster's members differs in from the one before it.</summary>
/// <param name="Version">The version; it builds on the one before it.</param>
/// <param name="Members">The members that are new, or that something has changed of.</param>
/// <param name="Forgotten">The dead that are not listed any more.</param>
internal sealed record ClusterChange(long Version, IReadOnlyList<MemberRecord> Members, IReadOnlyList<SiloAddress> Forgotten)
{
    /// <summary>Whether it may be taken over. Not when it speaks of classes that were told of before, and that this process has not heard of.</summary>
    public bool IsComplete { get; private init; } = true;

    /// <summary>Writes it for those who have a view.</summary>
    /// <param name="message">Where to.</param>
    /// <param name="known">The view that they have: the manifests in it are not written again.</param>
    public void Write(MessageBuffer message, ClusterView known)
    {
        message.WriteUInt64((ulong)Version);
        message.WriteInt32(Members.Count);
        foreach (MemberRecord member in Members)
        {
            bool isKnown = known.HasManifest(member);
            message.WriteInt32(unchecked((int)member.Manifest.Hash));
            message.WriteByte(isKnown ? (byte)0 : (byte)1);
            if (!isKnown)
            {
                member.Manifest.Write(message);
            }

            member.Write(message);
        }

        message.WriteInt32(Forgotten.Count);
        foreach (SiloAddress silo in Forgotten)
        {
            message.WriteString(silo.ToParsableString());
        }
    }

    public static ClusterChange Read(ref MessageReader reader, GrainManifestTable manifests)
    {
        long version = reader.ReadInt64();
        int count = reader.ReadInt32();
        var members = new List<MemberRecord>();
        bool isComplete = true;
        for (int i = 0; i < count; i++)
        {
            uint hash = unchecked((uint)reader.ReadInt32());
            GrainManifest? manifest = reader.ReadBoolean() ? manifests.Add(GrainManifest.Read(ref reader)) : manifests.Find(hash);
            isComplete &= manifest is not null;
            members.Add(MemberRecord.Read(ref reader, manifest ?? GrainManifest.Empty));
        }

        count = reader.ReadInt32();
        var forgotten = new List<SiloAddress>();
        for (int i = 0; i < count; i++)
        {
            forgotten.Add(SiloAddress.Parse(reader.ReadText()));
        }

        return new ClusterChange(version, members, forgotten) { IsComplete = isComplete };
    }
}
