using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.GeneratedCodeHelpers;
using Orleans.Serialization.WireProtocol;

namespace Orleans.Distributed.Links;

/// <summary>Batches in the messages of Microsoft Orleans, without names or types of what is in them.</summary>
[RegisterSerializer]
internal sealed class LinkBatchSerializer : IFieldCodec<LinkBatch>
{
    private const int MinMessageSize = 6;

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, [AllowNull] LinkBatch value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ArgumentNullException.ThrowIfNull(value);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteStartObject(fieldIdDelta, expectedType, typeof(LinkBatch));
        writer.WriteVarUInt32((uint)value.Sender);
        writer.WriteVarUInt64((ulong)value.Number);
        writer.WriteVarUInt64((ulong)value.Acknowledged);
        writer.WriteByte(value.IsLastOfWindow ? (byte)1 : (byte)0);
        PayloadFormat.Write(ref writer, new Payload(value.Silo is { } silo ? Encoding.UTF8.GetBytes(silo.ToParsableString()) : []));
        writer.WriteVarUInt32((uint)value.Messages.Length);
        foreach (ref readonly LinkMessage message in value.Messages.AsSpan())
        {
            writer.WriteByte((byte)message.Kind);
            writer.WriteVarUInt64((ulong)message.Number);
            writer.WriteVarUInt64((ulong)message.First);
            writer.WriteVarUInt64((ulong)message.Second);
            PayloadFormat.Write(ref writer, message.Body);
        }

        writer.WriteEndObject();
    }

    public LinkBatch ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireTypeTagDelimited();
        int sender = checked((int)reader.ReadVarUInt32());
        long number = checked((long)reader.ReadVarUInt64());
        long acknowledged = checked((long)reader.ReadVarUInt64());
        bool isLastOfWindow = reader.ReadByte() != 0;
        Payload silo = PayloadFormat.Read(ref reader);
        uint count = reader.ReadVarUInt32();
        if (count > reader.Remaining / MinMessageSize)
        {
            throw new MalformedDataException($"A batch cannot hold {count} messages.");
        }

        var messages = new LinkMessage[count];
        for (int i = 0; i < messages.Length; i++)
        {
            messages[i] = new LinkMessage(
                (LinkMessageKind)reader.ReadByte(),
                (long)reader.ReadVarUInt64(),
                (long)reader.ReadVarUInt64(),
                (long)reader.ReadVarUInt64(),
                PayloadFormat.Read(ref reader));
        }

        reader.ConsumeEndBaseOrEndObject();
        var batch = new LinkBatch(sender, number, acknowledged, isLastOfWindow, messages);
        return silo.IsEmpty ? batch : batch.From(SiloAddress.FromParsableString(Encoding.UTF8.GetString(silo.Bytes)));
    }
}
