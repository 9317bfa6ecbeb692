using System.Threading.Channels;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>Turns replies into values and exceptions.</summary>
internal static class ReplyReader
{
    /// <summary>The value in a reply; throws what the reply says went wrong.</summary>
    public static T Value<T>(MessageCodec codec, Peer sender, Payload reply, Rrid reference = default)
    {
        CallStatus status = MessageCodec.ReadReply(sender, reply, out Payload body);
        return status switch
        {
            CallStatus.Value => codec.DecodeBody<T>(sender, body),
            _ => throw Error(codec, sender, status, body, reference),
        };
    }

    /// <summary>Whether the reply says done (true) or refused (false); throws what it says went wrong.</summary>
    public static bool Done(MessageCodec codec, Peer sender, Payload reply, Rrid reference = default)
    {
        CallStatus status = MessageCodec.ReadReply(sender, reply, out Payload body);
        return status switch
        {
            CallStatus.Done => true,
            CallStatus.Refused => false,
            _ => throw Error(codec, sender, status, body, reference),
        };
    }

    /// <summary>The exception for a status that is no success.</summary>
    public static Exception Error(MessageCodec codec, Peer sender, CallStatus status, Payload body, Rrid reference) => status switch
    {
        CallStatus.Fault => codec.DecodeBody<RemoteFault>(sender, body).ToException(codec.Values),
        _ => Error(status, reference),
    };

    /// <summary>The exception for a status that carries nothing.</summary>
    public static Exception Error(CallStatus status, Rrid reference) => status switch
    {
        CallStatus.Withdrawn => new OperationCanceledException("The operation was withdrawn before it was done."),
        CallStatus.Closed => new ChannelClosedException($"The channel {reference} is closed."),
        CallStatus.Gone => reference.IsNull ? new OperationCanceledException("The caller is gone.") : Errors.ReferenceGone(reference),
        CallStatus.SetTwice => Errors.FutureSetTwice(reference),
        _ => new InvalidOperationException($"A reply has the unexpected status {status}. The sender runs another version."),
    };
}
