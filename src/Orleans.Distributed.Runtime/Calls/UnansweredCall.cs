using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A call that nobody waits for. What it throws is reported to its caller, so that it is not lost.</summary>
internal sealed class UnansweredCall(CallExecutor executor, Peer caller, long id, ReadOnlyMemory<byte> body)
    : IncomingCall(executor, caller, id, body)
{
    private readonly CallExecutor _executor = executor;

    public override bool EndsWithCaller => false;

    public override void Accept<T>(T result)
    {
    }

    protected override void Fail(RemoteFault fault, string? function) => _executor.ReportError(Caller, function, fault);
}
