using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Pools;

/// <summary>Adds a worker.</summary>
internal sealed class PoolAdd(Rrid pool, int pid) : PoolInvocation<PoolStatus>(pool)
{
    private readonly int _pid = pid;

    protected override ValueTask<PoolStatus> AskAsync(PoolEntry pool, IRunningCall call) => new(pool.Add(_pid) ? PoolStatus.Done : PoolStatus.NotAlive);

    protected override PoolStatus WithoutPool(Rrid pool) => PoolStatus.Gone;
}
