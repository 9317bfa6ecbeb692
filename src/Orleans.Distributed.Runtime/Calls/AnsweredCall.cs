using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A call whose caller waits for the answer.</summary>
internal sealed class AnsweredCall(CallExecutor executor, Peer caller, long id, ReadOnlyMemory<byte> body)
    : IncomingCall(executor, caller, id, body)
{
    private readonly TaskCompletionSource<byte[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool EndsWithCaller => true;

    public Task<byte[]> Answer => _answer.Task;

    public override void Accept<T>(T result) => _answer.TrySetResult(Codec.EncodeValueReply(Caller, result));

    protected override void Fail(RemoteFault fault, string? function) => _answer.TrySetResult(Codec.EncodeFaultReply(Caller, fault));
}
