using Orleans.Distributed.Messages;

namespace Orleans.Distributed.References;

/// <summary>A batch of <see cref="ReferenceUpdate"/> as bytes.</summary>
internal static class ReferenceBatch
{
    /// <summary>The largest batch in one message.</summary>
    public const int MaxCount = 4096;

    /// <summary>Takes what waits out of a queue, the oldest first, up to <see cref="MaxCount"/>. Empty when nothing waits.</summary>
    public static byte[] Take(ReferenceQueue queue)
    {
        MessageWriter writer = MessageWriter.Rent();
        for (int count = 0; count < MaxCount && queue.TryTake(out ReferenceUpdate update); count++)
        {
            Write(writer, update);
        }

        return writer.ToArrayAndReturn();
    }

    private static void Write(MessageWriter writer, in ReferenceUpdate update)
    {
        writer.WriteByte((byte)update.Kind);
        writer.WriteVarint(update.Reference.Whence);
        writer.WriteVarint(update.Reference.Id);
        if (update.Kind == ReferenceUpdateKind.Drop)
        {
            return;
        }

        writer.WriteVarint(update.Token.Sender);
        writer.WriteVarint(update.Token.Number);
        if (update.Kind == ReferenceUpdateKind.Transfer)
        {
            writer.WriteVarint(update.Receiver);
        }
    }
}
