namespace Orleans.Runtime.Messaging;

/// <summary>The messages that answer a request.</summary>
internal static class Answers
{
    public static MessageBuffer Start(MessageKind kind, ulong id)
    {
        MessageBuffer buffer = MessageBuffer.Rent();
        buffer.WriteByte((byte)kind);
        buffer.WriteUInt64(id);
        return buffer;
    }

    public static void SendError(Connection origin, ulong id, Exception error, ClusterNode node)
    {
        MessageBuffer buffer = Start(MessageKind.Error, id);
        ErrorMessages.Write(buffer, error, node);
        origin.Send(buffer, 0);
    }

    public static void SendRejection(Connection origin, ulong id, RejectionKind kind, string reason)
    {
        MessageBuffer buffer = Start(MessageKind.Rejection, id);
        buffer.WriteByte((byte)kind);
        buffer.WriteString(reason);
        origin.Send(buffer, 0);
    }
}
