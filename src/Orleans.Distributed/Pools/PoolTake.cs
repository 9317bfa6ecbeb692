using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Pools;

/// <summary>
/// Takes a worker, or waits until one can be taken or whoever asked gives the call up. To be called to its end: the answer tells
/// whether a worker was taken.
/// </summary>
internal sealed class PoolTake(Rrid pool, LeaseKey key, bool takes) : PoolInvocation<PoolGrant>(pool)
{
    private readonly LeaseKey _key = key;
    private readonly bool _takes = takes;

    protected override ValueTask<PoolGrant> AskAsync(PoolEntry pool, IRunningCall call)
    {
        PoolGrant grant = pool.Take(_key, _takes, out PoolWaiter? waiter);
        return waiter is null ? new(grant) : pool.WaitAsync(waiter, call.Cancellation);
    }

    protected override PoolGrant WithoutPool(Rrid pool) => PoolGrant.Of(PoolStatus.Gone);
}
