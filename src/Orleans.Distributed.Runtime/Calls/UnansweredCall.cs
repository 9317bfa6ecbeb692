namespace Orleans.Distributed.Calls;

/// <summary>A call that nobody waits for. What it throws is reported to its caller, so that it is not lost.</summary>
internal sealed class UnansweredCall(CallExecutor executor, IncomingRequest request) : IncomingCall(executor, request)
{
    public override bool EndsWithCaller => false;

    protected override void Accept<T>(T result)
    {
    }

    protected override void Fail(RemoteFault fault) => Executor.ReportError(Caller, Name, fault);

    protected override void Withdraw()
    {
    }
}
