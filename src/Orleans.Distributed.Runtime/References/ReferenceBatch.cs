using Orleans.Distributed.Messages;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.References;

/// <summary>A batch of <see cref="ReferenceUpdate"/> as bytes.</summary>
internal static class ReferenceBatch
{
    /// <summary>The largest batch in one message.</summary>
    public const int MaxCount = 4096;

    public static byte[] Encode(List<ReferenceUpdate> updates)
    {
        MessageWriter writer = MessageWriter.Rent();
        foreach (ReferenceUpdate update in updates)
        {
            writer.WriteByte((byte)update.Kind);
            writer.WriteVarint(update.Reference.Whence);
            writer.WriteVarint(update.Reference.Id);
            if (update.Kind == ReferenceUpdateKind.Drop)
            {
                continue;
            }

            writer.WriteVarint(update.Token.Sender);
            writer.WriteVarint(update.Token.Number);
            if (update.Kind == ReferenceUpdateKind.Transfer)
            {
                writer.WriteVarint(update.Receiver);
            }
        }

        return writer.ToArrayAndReturn();
    }

    public static List<ReferenceUpdate> Decode(byte[] batch)
    {
        var updates = new List<ReferenceUpdate>();
        var reader = new MessageReader(new Payload(batch));
        while (!reader.AtEnd)
        {
            var kind = (ReferenceUpdateKind)reader.ReadByte();
            var reference = new Rrid(reader.ReadVarint32(), reader.ReadVarint());
            updates.Add(kind switch
            {
                ReferenceUpdateKind.Drop => ReferenceUpdate.Drop(reference),
                ReferenceUpdateKind.Settle => ReferenceUpdate.Settle(reference, ReadToken(ref reader)),
                ReferenceUpdateKind.Transfer => ReferenceUpdate.Transfer(reference, ReadToken(ref reader), reader.ReadVarint32()),
                _ => throw new MalformedDataException($"A batch of reference changes holds the unknown kind {(int)kind}."),
            });
        }

        return updates;
    }

    private static TransferToken ReadToken(ref MessageReader reader) => new(reader.ReadVarint32(), reader.ReadVarint());
}
