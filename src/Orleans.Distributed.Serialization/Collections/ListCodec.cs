using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Lists.</summary>
internal sealed class ListCodec<T>(Codec<T> element) : ObjectCodec(typeof(List<T>))
{
    public override ulong Fingerprint { get; } = Fields.FingerprintOfElements(typeof(T));

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        ReadOnlySpan<T> items = CollectionsMarshal.AsSpan((List<T>)value);
        writer.WriteVarUInt32((uint)items.Length);
        foreach (T item in items)
        {
            element.Write(ref writer, item);
        }
    }

    public override object Allocate(ref ValueReader reader) => new List<T>();

    public override void Fill(ref ValueReader reader, object target)
    {
        var list = (List<T>)target;
        int count = reader.ReadCount(element.MinimumSize);
        CollectionsMarshal.SetCount(list, count);
        foreach (ref T item in CollectionsMarshal.AsSpan(list))
        {
            item = element.Read(ref reader);
        }
    }

    public override IEnumerable<Part> Parts(object value) => ((List<T>)value).Select((item, index) => Part.Element(index, item));
}
