namespace Orleans.Distributed.Pools;

/// <summary>Takes a worker, or waits until one can be taken.</summary>
internal sealed class PoolTake(Rrid pool, LeaseKey key, bool takes) : PoolInvocation<PoolGrant>(pool)
{
    private readonly LeaseKey _key = key;
    private readonly bool _takes = takes;

    protected override async ValueTask<PoolGrant> AskAsync(PoolEntry pool)
    {
        PoolGrant grant = pool.Take(_key, _takes, out PoolWaiter? waiter);
        return waiter is null ? grant : await waiter.Task;
    }

    protected override PoolGrant WithoutPool(Rrid pool) => PoolGrant.Of(PoolStatus.Gone);
}
