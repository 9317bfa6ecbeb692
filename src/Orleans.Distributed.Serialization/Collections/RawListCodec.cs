using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Lists of numbers, as one block of memory.</summary>
internal sealed class RawListCodec<T>() : ObjectCodec(typeof(List<T>))
    where T : unmanaged
{
    public override ulong Fingerprint { get; } = Fields.FingerprintOfElements(typeof(T));

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        ReadOnlySpan<T> items = CollectionsMarshal.AsSpan((List<T>)value);
        writer.WriteVarUInt32((uint)items.Length);
        writer.WriteBytes(MemoryMarshal.AsBytes(items));
    }

    public override object Allocate(ref ValueReader reader) => new List<T>();

    public override unsafe void Fill(ref ValueReader reader, object target)
    {
        var list = (List<T>)target;
        CollectionsMarshal.SetCount(list, reader.ReadCount(sizeof(T)));
        reader.ReadBytes(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(list)));
    }
}
