using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>One-dimensional arrays, element by element.</summary>
internal sealed class VectorCodec<T>(Codec<T> element) : ObjectCodec(typeof(T[]))
{
    public override ulong Fingerprint { get; } = Fields.FingerprintOfElements(typeof(T));

    public override void WriteHead(ref ValueWriter writer, object value) => writer.WriteVarUInt32((uint)((T[])value).Length);

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        foreach (T item in (T[])value)
        {
            element.Write(ref writer, item);
        }
    }

    public override object Allocate(ref ValueReader reader) => new T[reader.ReadCount(element.MinimumSize)];

    public override void Fill(ref ValueReader reader, object target)
    {
        var items = (T[])target;
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = element.Read(ref reader);
        }
    }

    public override IEnumerable<Part> Parts(object value)
        => element.IsLeaf && !typeof(T).IsValueType ? [] : ((T[])value).Select((item, index) => Part.Element(index, item));
}
