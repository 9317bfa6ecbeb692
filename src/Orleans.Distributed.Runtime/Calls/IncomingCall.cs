using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>A call from another process.</summary>
internal abstract class IncomingCall(CallExecutor executor, IncomingRequest request) : RunningCall(executor), IResultConsumer
{
    private readonly CallTerms _terms = request.Terms;
    private Payload _body = request.Body;
    private Invocation? _invocation;

    public Peer Caller { get; } = request.Caller;

    public long Id { get; } = request.Header.Id;

    public override string? Name => _terms.Name ?? _invocation?.Name;

    public override bool IsSystem => _invocation is { IsSystem: true };

    /// <summary>Whether the function should stop when its caller is gone.</summary>
    public abstract bool EndsWithCaller { get; }

    /// <summary>Told when the function has ended, where the caller wants to know.</summary>
    public TaskCompletionSource<Payload>? Ended { get; init; }

    protected override bool AnswersAtEnd => _terms.AnswersAtEnd;

    protected MessageCodec Codec => Executor.Codec;

    void IResultConsumer.Accept<T>(T result)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        if (TrySettle())
        {
            Accept(result);
        }
    }

    /// <summary>Settles the call with a result.</summary>
    protected abstract void Accept<T>(T result);

    protected override void Read()
    {
        _invocation = Codec.DecodeBody<Invocation>(Caller, _body);
        _body = default;
    }

    protected override ValueTask InvokeAsync() => _invocation!.RunAsync(this, this);

    protected override void OnEnded()
    {
        // Whatever still refers to the call, such as code that the function left behind, must not keep what was sent with it.
        _invocation = null;
        Executor.OnEnded(this);
        Ended?.TrySetResult(MessageCodec.EncodeReply(CallStatus.Done));
    }
}
