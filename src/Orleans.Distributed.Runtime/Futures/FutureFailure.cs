using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Futures;

/// <summary>Why a future has no value, on its way with a handle that knows.</summary>
internal sealed class FutureFailure(RemoteFault fault) : IFutureValue
{
    private readonly RemoteFault _fault = fault;

    public StoredResult ToResult() => new StoredFault(_fault);
}
