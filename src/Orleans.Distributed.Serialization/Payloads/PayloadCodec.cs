using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>A message within a message: its length and its bytes. Where output and input allow it, long ones are not copied.</summary>
internal sealed class PayloadCodec() : Codec<Payload>
{
    // Less is better copied than kept track of.
    private const int ShortestShared = 16 * 1024;

    public override bool IsLeaf => true;

    public override void Write(ref ValueWriter writer, Payload value)
    {
        writer.WriteVarUInt64((ulong)value.Length);
        if (value.Pooled is not { } memory)
        {
            value.TryGetMemory(out ReadOnlyMemory<byte> bytes);
            MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array);
            writer.WriteArray(array.Array ?? [], array.Offset, array.Count);
            return;
        }

        foreach (ReadOnlyMemory<byte> piece in value.Layout)
        {
            writer.WriteShared(piece, memory);
        }
    }

    public override Payload Read(ref ValueReader reader)
    {
        ulong length = reader.ReadVarUInt64();
        reader.Require(length > int.MaxValue ? long.MaxValue : (long)length);
        if (length >= ShortestShared && reader.Context.Source is { } source)
        {
            return reader.Share(source, (long)length);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        reader.ReadBytes(bytes);
        return new Payload(bytes);
    }
}
