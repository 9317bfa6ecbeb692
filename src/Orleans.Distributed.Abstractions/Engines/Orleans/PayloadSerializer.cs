using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace Orleans.Distributed.Grains;

/// <summary>Payloads in the messages of Microsoft Orleans: their length and their bytes, piece by piece.</summary>
/// <remarks>A message may be written more than once there, so the memory is left to the garbage collector.</remarks>
[RegisterSerializer]
internal sealed class PayloadSerializer : IFieldCodec<Payload>
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, Payload value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(Payload), WireType.LengthPrefixed);
        writer.WriteVarUInt32(checked((uint)value.Length));
        foreach (ReadOnlyMemory<byte> piece in value.Bytes)
        {
            writer.Write(piece.Span);
        }
    }

    public Payload ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireType(WireType.LengthPrefixed);
        return new Payload(reader.ReadBytes(reader.ReadVarUInt32()));
    }
}
