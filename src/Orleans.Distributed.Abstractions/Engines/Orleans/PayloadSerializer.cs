using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.GeneratedCodeHelpers;
using Orleans.Serialization.WireProtocol;

namespace Orleans.Distributed.Grains;

/// <summary>Payloads as arguments and results of grain calls on Microsoft Orleans, in the <see cref="PayloadFormat"/>.</summary>
/// <remarks>A message may be written more than once there, so the memory is left to the garbage collector.</remarks>
[RegisterSerializer]
internal sealed class PayloadSerializer : IFieldCodec<Payload>
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, Payload value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteStartObject(fieldIdDelta, expectedType, typeof(Payload));
        PayloadFormat.Write(ref writer, value);
        writer.WriteEndObject();
    }

    public Payload ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireTypeTagDelimited();
        Payload value = PayloadFormat.Read(ref reader);
        reader.ConsumeEndBaseOrEndObject();
        return value;
    }
}
