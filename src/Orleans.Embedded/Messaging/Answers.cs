namespace Orleans.Runtime.Messaging;

/// <summary>The messages that answer a request.</summary>
internal static class Answers
{
    private const int LongestReason = 8192;

    public static MessageBuffer Start(MessageKind kind, ulong id)
    {
        MessageBuffer buffer = MessageBuffer.Rent();
        buffer.WriteByte((byte)kind);
        buffer.WriteUInt64(id);
        return buffer;
    }

    /// <summary>Sends an exception; never throws.</summary>
    public static void SendError(Connection origin, ulong id, Exception error, ClusterNode node)
    {
        MessageBuffer buffer = Start(MessageKind.Error, id);
        try
        {
            ErrorMessages.Write(buffer, error, node);
        }
#pragma warning disable CA1031 // Exceptions are user code. The caller must learn of the failure in any case.
        catch (Exception)
#pragma warning restore CA1031
        {
            buffer.Dispose();
            SendRejection(origin, id, RejectionKind.Refused, $"The call failed with an exception that cannot be sent: {ErrorMessages.Describe(error)}");
            return;
        }

        try
        {
            origin.Send(buffer, 0);
        }
        catch (ArgumentException)
        {
            SendRejection(origin, id, RejectionKind.Refused, $"The call failed with an exception that is too large to be sent: {ErrorMessages.Describe(error)}");
        }
    }

    /// <summary>Sends a rejection; never throws.</summary>
    public static void SendRejection(Connection origin, ulong id, RejectionKind kind, string reason)
    {
        MessageBuffer buffer = Start(MessageKind.Rejection, id);
        buffer.WriteByte((byte)kind);
        buffer.WriteString(reason.Length <= LongestReason ? reason : reason[..LongestReason]);
        origin.Send(buffer, 0);
    }
}
