using Orleans.Distributed.Futures;

namespace Orleans.Distributed.Calls;

/// <summary>A call whose result stays here, as the value of a future.</summary>
internal sealed class StoredCall(CallExecutor executor, IncomingRequest request, FutureEntry future) : IncomingCall(executor, request)
{
    public override bool EndsWithCaller => false;

    protected override void Accept<T>(T result) => future.TrySet(new StoredValue<T>(result));

    protected override void Fail(RemoteFault fault) => future.TrySet(new StoredFault(fault));

    protected override void Withdraw() => Fail(RemoteFault.GivenUp(Executor.Pid, Name));
}
