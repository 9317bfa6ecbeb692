using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Calls;

/// <summary>A call whose caller waits for the answer.</summary>
internal sealed class AnsweredCall(CallExecutor executor, IncomingRequest request) : IncomingCall(executor, request)
{
    private readonly TaskCompletionSource<byte[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool EndsWithCaller => true;

    public Task<byte[]> Answer => _answer.Task;

    protected override void Accept<T>(T result) => _answer.TrySetResult(Codec.EncodeValueReply(Caller, result));

    protected override void Fail(RemoteFault fault) => _answer.TrySetResult(Codec.EncodeFaultReply(Caller, fault));

    protected override void Withdraw() => _answer.TrySetResult(MessageCodec.EncodeReply(CallStatus.Withdrawn));
}
