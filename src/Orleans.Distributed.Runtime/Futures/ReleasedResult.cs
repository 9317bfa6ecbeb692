using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Futures;

/// <summary>Stands for a result that came when nobody held the future any more.</summary>
internal sealed class ReleasedResult : StoredResult
{
    public static readonly ReleasedResult Instance = new();

    public override byte[] Encode(MessageCodec codec, Peer receiver) => MessageCodec.EncodeReply(CallStatus.Gone);

    public override T Get<T>(Rrid id) => throw Errors.ReferenceGone(id);
}
