using System.Buffers;
using System.Runtime.ExceptionServices;

namespace Orleans.Runtime.Messaging;

/// <summary>Exceptions on their way to the caller: themselves where they can travel, else as text that names their type.</summary>
internal static class ErrorMessages
{
    private const int LongestText = 4096;

    public static void Write(MessageBuffer buffer, Exception error, ClusterNode node)
    {
        int start = buffer.Length;
        try
        {
            buffer.WriteByte(1);
            buffer.WriteString(error.StackTrace);
            MessageCodec.Encode(buffer, error, node);
        }
#pragma warning disable CA1031 // Whatever keeps the exception from travelling, the caller must learn of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            buffer.Truncate(start);
            WriteAsText(buffer, error);
        }
    }

    /// <summary>A short text about an exception, whatever its own members do.</summary>
    public static string Describe(Exception error)
    {
        string text = error.GetType().FullName ?? error.GetType().Name;
        try
        {
            string message = error.Message;
            return $"{text}: {(message.Length <= LongestText ? message : message[..LongestText])}";
        }
#pragma warning disable CA1031 // Message is user code.
        catch (Exception)
#pragma warning restore CA1031
        {
            return text;
        }
    }

    public static Exception Read(ReadOnlySequence<byte> body, ClusterNode node)
    {
        try
        {
            var reader = new MessageReader(body);
            bool isObject = reader.ReadBoolean();
            string? stack = reader.ReadString();
            if (!isObject)
            {
                return WithStack(new OrleansException(reader.ReadText()), stack);
            }

            Exception error = MessageCodec.Decode<Exception>(reader.Rest, node);
            return WithStack(error, stack);
        }
#pragma warning disable CA1031 // An exception that cannot be read here still is the outcome of the call.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new OrleansException($"The call failed with an exception that cannot be rebuilt here: {error.Message}", error);
        }
    }

    /// <summary>A copy for a caller in this process; the exception itself when it cannot be copied.</summary>
    public static Exception Copy(Exception error, ClusterNode node)
    {
        using var buffer = MessageBuffer.Rent();
        Write(buffer, error, node);
        return Read(buffer.Sequence, node);
    }

    private static void WriteAsText(MessageBuffer buffer, Exception error)
    {
        string text;
        string? stack = null;
        try
        {
            stack = error.StackTrace;
            text = $"{error.GetType().FullName}: {error.Message}{Environment.NewLine}(The exception itself cannot be sent.){Environment.NewLine}{error}";
        }
#pragma warning disable CA1031 // Message and ToString are user code.
        catch (Exception)
#pragma warning restore CA1031
        {
            text = $"{error.GetType().FullName} (The exception cannot be sent, and its text cannot be read.)";
        }

        buffer.WriteByte(0);
        buffer.WriteString(stack);
        buffer.WriteString(text);
    }

    private static Exception WithStack(Exception error, string? stack)
    {
        if (stack is not null && error.StackTrace is null)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(error, stack);
        }

        return error;
    }
}
