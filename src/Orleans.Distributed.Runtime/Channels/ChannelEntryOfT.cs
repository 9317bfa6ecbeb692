using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Channels;

/// <summary>A channel of <typeparamref name="T"/> at its owner.</summary>
internal sealed class ChannelEntry<T>(Rrid id, int capacity) : ChannelEntry(id)
{
    public ChannelStore<T> Store { get; } = new(capacity);

    public override ValueTask<byte[]> OperateAsync(
        ChannelOperation operation, Peer caller, OperationKey key, ReadOnlyMemory<byte> body, MessageCodec codec)
    {
        switch (operation)
        {
            case ChannelOperation.Put:
                return Answer(Store.PutAsync(codec.DecodeBody<T>(caller, body), key), caller, codec);
            case ChannelOperation.TryPut:
                return new(MessageCodec.EncodeReply(Store.TryPut(codec.DecodeBody<T>(caller, body))));
            case ChannelOperation.Take:
                return Answer(Store.TakeAsync(key), caller, codec);
            case ChannelOperation.TryTake:
                return new(Encode(Store.TryTake(), caller, codec));
            case ChannelOperation.Fetch:
                return Answer(Store.FetchAsync(key), caller, codec);
            case ChannelOperation.IsReady:
                return new(MessageCodec.EncodeReply(Store.IsReady ? CallStatus.Done : CallStatus.Refused));
            case ChannelOperation.IsOpen:
                return new(MessageCodec.EncodeReply(Store.IsOpen ? CallStatus.Done : CallStatus.Refused));
            case ChannelOperation.Close:
                Store.Close();
                return new(MessageCodec.EncodeReply(CallStatus.Done));
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, "The caller runs another version.");
        }
    }

    public override void Withdraw(OperationKey key) => Store.Withdraw(key);

    public override void OnProcessExited(int pid) => Store.WithdrawAll(pid);

    public override void OnOwnerExited(ProcessExitedException exited) => Store.Release();

    public override void OnReleased()
    {
        base.OnReleased();
        Store.Release();
    }

    private static ValueTask<byte[]> Answer(Task<ChannelResult<T>> operation, Peer caller, MessageCodec codec)
    {
        return operation.IsCompletedSuccessfully
            ? new(Encode(operation.Result, caller, codec))
            : Await(operation, caller, codec);

        static async ValueTask<byte[]> Await(Task<ChannelResult<T>> operation, Peer caller, MessageCodec codec) =>
            Encode(await operation, caller, codec);
    }

    private static byte[] Encode(ChannelResult<T> result, Peer caller, MessageCodec codec) =>
        result.Status == CallStatus.Value ? codec.EncodeValueReply(caller, result.Item) : MessageCodec.EncodeReply(result.Status);
}
