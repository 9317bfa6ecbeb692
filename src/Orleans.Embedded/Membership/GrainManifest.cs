using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>The grain classes of a silo, as others need to know them.</summary>
internal sealed class GrainManifest
{
    public GrainManifest(IReadOnlyList<GrainTypeRecord> types)
    {
        Types = types;
        uint hash = 17;
        foreach (GrainTypeRecord record in types)
        {
            hash = unchecked((hash * 31) + StableHash.ComputeHash(record.ToString()));
        }

        Hash = hash;
    }

    public static GrainManifest Empty { get; } = new([]);

    public IReadOnlyList<GrainTypeRecord> Types { get; }

    /// <summary>Tells manifests apart.</summary>
    public uint Hash { get; }

    public void Write(MessageBuffer message)
    {
        message.WriteInt32(Types.Count);
        foreach (GrainTypeRecord record in Types)
        {
            record.Write(message);
        }
    }

    public static GrainManifest Read(ref MessageReader reader)
    {
        int count = reader.ReadInt32();
        var records = new List<GrainTypeRecord>();
        for (int i = 0; i < count; i++)
        {
            records.Add(GrainTypeRecord.Read(ref reader));
        }

        return new GrainManifest(records);
    }
}
