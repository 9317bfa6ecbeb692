using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>
/// Dictionaries that can change. They are rebuilt by adding, never by copying hash codes, which differ between processes.
/// </summary>
internal sealed class MapCodec<TMap, TKey, TValue>(
    Codec<TKey> keys, Codec<TValue> values, Codec comparer, Func<TMap, object?> getComparer, Func<object?, TMap> create)
    : ObjectCodec(typeof(TMap))
    where TMap : class, IDictionary<TKey, TValue>
    where TKey : notnull
{
    public override void WriteHead(ref ValueWriter writer, object value) => comparer.WriteObject(ref writer, getComparer((TMap)value));

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        KeyValuePair<TKey, TValue>[] entries = [.. (TMap)value];
        writer.WriteVarUInt32((uint)entries.Length);
        foreach ((TKey key, TValue item) in entries)
        {
            keys.Write(ref writer, key);
            values.Write(ref writer, item);
        }
    }

    public override object Allocate(ref ValueReader reader) => create(comparer.ReadObject(ref reader));

    public override void Fill(ref ValueReader reader, object target)
    {
        var map = (TMap)target;
        int count = reader.ReadCount(keys.MinimumSize + values.MinimumSize);
        if (map is Dictionary<TKey, TValue> dictionary)
        {
            dictionary.EnsureCapacity(count);
        }

        if (keys.IsLeaf)
        {
            for (; count > 0; count--)
            {
                map.Add(keys.Read(ref reader) ?? throw Keyless(), values.Read(ref reader));
            }

            return;
        }

        var entries = new KeyValuePair<TKey, TValue>[count];
        for (int i = 0; i < entries.Length; i++)
        {
            TKey key = keys.Read(ref reader) ?? throw Keyless();
            entries[i] = new(key, values.Read(ref reader));
        }

        if (reader.MayBeIncomplete)
        {
            reader.WhenComplete(() => AddComplete(map, entries));
        }
        else
        {
            AddAll(map, entries);
        }
    }

    public override IEnumerable<Part> Parts(object value)
        => ((TMap)value).SelectMany(entry => new[] { Part.Entry(entry.Key, entry.Value), Part.Key(entry.Key) })
            .Append(new Part("comparer", getComparer((TMap)value)));

    private static MalformedDataException Keyless() => new("A dictionary has a key that is null.");

    private void AddComplete(TMap map, KeyValuePair<TKey, TValue>[] entries)
    {
        if (getComparer(map) is null)
        {
            Array.ForEach(entries, static entry => KeyGuard.Check(entry.Key));
        }

        AddAll(map, entries);
    }

    private static void AddAll(TMap map, KeyValuePair<TKey, TValue>[] entries)
    {
        foreach (KeyValuePair<TKey, TValue> entry in entries)
        {
            map.Add(entry.Key, entry.Value);
        }
    }
}
