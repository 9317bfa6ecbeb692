using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Pools;

/// <summary>Asks how a pool is.</summary>
internal sealed class PoolQuery(Rrid pool) : PoolInvocation<PoolState?>(pool)
{
    protected override ValueTask<PoolState?> AskAsync(PoolEntry pool, IRunningCall call) => new(new PoolState(pool.Workers, pool.Count, pool.IsReady));

    protected override PoolState? WithoutPool(Rrid pool) => null;
}
