namespace Orleans.Runtime.Messaging;

/// <summary>The grain ids that arrived lately on a link, so that one that is called often is made once. For one thread.</summary>
internal sealed class GrainIdCache
{
    private const int Size = 1024;

    private readonly GrainId[] _entries = new GrainId[Size];

    public GrainId Get(ReadOnlySpan<byte> typeAndKey, int typeLength)
    {
        ReadOnlySpan<byte> type = typeAndKey[..typeLength];
        ReadOnlySpan<byte> key = typeAndKey[typeLength..];
        ref GrainId entry = ref _entries[Slot(key)];
        if (entry.Key.AsSpan().SequenceEqual(key) && entry.Type.AsSpan().SequenceEqual(type))
        {
            return entry;
        }

        GrainType grainType = entry.Type.AsSpan().SequenceEqual(type) ? entry.Type : new GrainType(type.ToArray());
        entry = new GrainId(grainType, new IdSpan(key.ToArray()));
        return entry;
    }

    private static int Slot(ReadOnlySpan<byte> key)
    {
        uint hash = (uint)key.Length;
        foreach (byte b in key.Length > 16 ? key[^16..] : key)
        {
            hash = unchecked((hash * 31) + b);
        }

        return (int)(hash & (Size - 1));
    }
}
