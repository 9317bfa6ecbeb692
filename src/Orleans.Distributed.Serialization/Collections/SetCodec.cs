using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Sets that can change. They are rebuilt by adding.</summary>
internal sealed class SetCodec<TSet, T>(Codec<T> element, Codec comparer, Func<TSet, object?> getComparer, Func<object?, TSet> create)
    : ObjectCodec(typeof(TSet))
    where TSet : class, ISet<T>
{
    public override void WriteHead(ref ValueWriter writer, object value) => comparer.WriteObject(ref writer, getComparer((TSet)value));

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        var set = (TSet)value;
        writer.WriteVarUInt32((uint)set.Count);
        foreach (T item in set)
        {
            element.Write(ref writer, item);
        }
    }

    public override object Allocate(ref ValueReader reader) => create(comparer.ReadObject(ref reader));

    public override void Fill(ref ValueReader reader, object target)
    {
        var set = (TSet)target;
        var items = new T[reader.ReadCount(element.MinimumSize)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = element.Read(ref reader);
        }

        if (!element.IsLeaf && reader.MayBeIncomplete)
        {
            reader.WhenComplete(() => AddComplete(set, items));
        }
        else
        {
            set.UnionWith(items);
        }
    }

    public override IEnumerable<Part> Parts(object value)
        => ((TSet)value).Select((item, index) => Part.Element(index, item)).Append(new Part("comparer", getComparer((TSet)value)));

    private void AddComplete(TSet set, T[] items)
    {
        if (getComparer(set) is null)
        {
            Array.ForEach(items, KeyGuard.Check);
        }

        set.UnionWith(items);
    }
}
