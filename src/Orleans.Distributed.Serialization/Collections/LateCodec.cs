using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Collections that are made at once from all their elements, and with one or two comparers.</summary>
internal sealed class LateCodec<TCollection, T>(
    Codec<T> element, Codec[] comparers, Func<TCollection, object?[]> getComparers, Func<TCollection, IEnumerable<T>> open, Func<object?[], T[], TCollection> create)
    : ObjectCodec(typeof(TCollection))
    where TCollection : class
{
    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        int mark = writer.DeferredMark;
        object?[] used = getComparers((TCollection)value);
        for (int i = 0; i < comparers.Length; i++)
        {
            comparers[i].WriteObject(ref writer, used[i]);
        }

        T[] items = [.. open((TCollection)value)];
        writer.WriteVarUInt32((uint)items.Length);
        foreach (T item in items)
        {
            element.Write(ref writer, item);
        }

        writer.WriteDeferred(mark);
    }

    public override object ReadLate(ref ValueReader reader)
    {
        int mark = reader.DeferredMark;
        int completions = reader.CompletionMark;
        var used = new object?[comparers.Length];
        for (int i = 0; i < used.Length; i++)
        {
            used[i] = comparers[i].ReadObject(ref reader);
        }

        var items = new T[reader.ReadCount(element.MinimumSize)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = element.Read(ref reader);
        }

        reader.ReadDeferred(mark);
        reader.Finish(completions);
        if (!element.IsLeaf && reader.MayBeIncomplete && Array.TrueForAll(used, comparer => comparer is null))
        {
            Array.ForEach(items, KeyGuard.Check);
        }

        return create(used, items);
    }

    public override IEnumerable<Part> Parts(object value) => open((TCollection)value).Select((item, index) => Part.Element(index, item));
}
