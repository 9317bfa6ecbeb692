using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Arrays of truth values, as one block. Bytes other than 0 and 1 would be values that do not exist.</summary>
internal sealed class BooleanVectorCodec() : ObjectCodec(typeof(bool[]))
{
    public override void WriteHead(ref ValueWriter writer, object value) => writer.WriteVarUInt32((uint)((bool[])value).Length);

    public override void WriteBody(ref ValueWriter writer, object value) => writer.WriteArray((bool[])value, 0, ((bool[])value).Length);

    public override object Allocate(ref ValueReader reader) => new bool[reader.ReadCount(1)];

    public override void Fill(ref ValueReader reader, object target)
    {
        var items = (bool[])target;
        Span<byte> bytes = MemoryMarshal.AsBytes(items.AsSpan());
        reader.ReadBytes(bytes);
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            bytes.Clear();
            throw new MalformedDataException("A truth value is neither 0 nor 1.");
        }
    }
}
