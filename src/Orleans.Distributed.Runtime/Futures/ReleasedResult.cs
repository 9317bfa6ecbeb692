using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Futures;

/// <summary>Stands for a result that came, or can never come, when nobody holds the future any more.</summary>
internal sealed class ReleasedResult : StoredResult
{
    public static readonly ReleasedResult Instance = new();

    public override long? Bytes => 0;

    public override Payload Encode(MessageCodec codec, Peer receiver) => MessageCodec.EncodeReply(CallStatus.Gone);

    public override Payload EncodeEnd(MessageCodec codec, Peer receiver) => Encode(codec, receiver);

    public override void ThrowIfFailed(Rrid id, ValueCodec codec) => throw Errors.ReferenceGone(id);

    public override T Get<T>(Rrid id) => throw Errors.ReferenceGone(id);
}
