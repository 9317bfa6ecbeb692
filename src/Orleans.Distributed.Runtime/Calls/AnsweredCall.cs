using Orleans.Distributed.Messages;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>A call whose caller waits for the answer.</summary>
internal sealed class AnsweredCall(CallExecutor executor, IncomingRequest request) : IncomingCall(executor, request)
{
    // What waits for it is the engine, which sends it off: that is done at once.
    private readonly TaskCompletionSource<Payload> _answer = new();

    public override bool EndsWithCaller => true;

    public Task<Payload> Answer => _answer.Task;

    protected override void Accept<T>(T result) => SetAnswer(Codec.EncodeValueReply(Caller, result, copiesLate: true));

    protected override void Fail(RemoteFault fault) => SetAnswer(Codec.EncodeFaultReply(Caller, fault));

    protected override void Withdraw() => SetAnswer(MessageCodec.EncodeReply(CallStatus.Withdrawn));

    private void SetAnswer(Payload answer)
    {
        // In the context of a function nothing would go on at once.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _answer.TrySetResult(answer);
        SynchronizationContext.SetSynchronizationContext(context);

        // The function may have kept its result.
        answer.CopyRest();
    }
}
