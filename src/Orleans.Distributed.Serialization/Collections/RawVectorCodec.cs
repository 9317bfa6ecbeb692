using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>One-dimensional arrays of numbers, as one block of memory.</summary>
internal sealed class RawVectorCodec<T>() : ObjectCodec(typeof(T[]))
    where T : unmanaged
{
    public override ulong Fingerprint { get; } = Fields.FingerprintOfElements(typeof(T));

    public override void WriteHead(ref ValueWriter writer, object value) => writer.WriteVarUInt32((uint)((T[])value).Length);

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        var items = (T[])value;
        writer.WriteArray(items, 0, (long)items.Length * Unsafe.SizeOf<T>());
    }

    public override object Allocate(ref ValueReader reader)
    {
        int count = reader.ReadCount(Unsafe.SizeOf<T>());
        return (typeof(T) == typeof(byte) ? reader.TryAdopt(count) : null) ?? (object)GC.AllocateUninitializedArray<T>(count);
    }

    public override void Fill(ref ValueReader reader, object target)
    {
        var items = (T[])target;
        reader.ReadArray(items, (long)items.Length * Unsafe.SizeOf<T>());
    }
}
