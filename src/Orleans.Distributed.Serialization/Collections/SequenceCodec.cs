using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Collections that are rebuilt by adding one element after the other, in the order of their enumeration.</summary>
internal sealed class SequenceCodec<TCollection, T>(
    Codec<T> element, Func<TCollection> create, Action<TCollection, T> add, Func<TCollection, IEnumerable<T>> open)
    : ObjectCodec(typeof(TCollection))
    where TCollection : class
{
    public override void WriteBody(ref ValueWriter writer, object value)
    {
        // A copy first: concurrent collections may change between counting and enumerating.
        T[] items = [.. Items(value)];
        writer.WriteVarUInt32((uint)items.Length);
        foreach (T item in items)
        {
            element.Write(ref writer, item);
        }
    }

    public override object Allocate(ref ValueReader reader) => create();

    public override void Fill(ref ValueReader reader, object target)
    {
        var collection = (TCollection)target;
        for (int count = reader.ReadCount(element.MinimumSize); count > 0; count--)
        {
            add(collection, element.Read(ref reader));
        }
    }

    public override IEnumerable<Part> Parts(object value) => Items(value).Select((item, index) => Part.Element(index, item));

    private IEnumerable<T> Items(object value) => open((TCollection)value);
}
