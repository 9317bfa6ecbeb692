using Orleans.Distributed.Futures;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A call whose result stays here, as the value of a future.</summary>
internal sealed class StoredCall(CallExecutor executor, Peer caller, long id, ReadOnlyMemory<byte> body, FutureEntry future)
    : IncomingCall(executor, caller, id, body)
{
    public override bool EndsWithCaller => false;

    public override void Accept<T>(T result) => future.TrySet(new StoredValue<T>(result));

    protected override void Fail(RemoteFault fault, string? function) => future.TrySet(new StoredFault(fault));
}
