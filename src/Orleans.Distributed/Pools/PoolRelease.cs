using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Pools;

/// <summary>Gives a worker back, by its pid or by its lease.</summary>
internal sealed class PoolRelease(Rrid pool, LeaseKey key, int pid) : PoolInvocation<Nothing>(pool)
{
    private readonly LeaseKey _key = key;
    private readonly int _pid = pid;

    protected override ValueTask<Nothing> AskAsync(PoolEntry pool, IRunningCall call)
    {
        if (_pid != 0)
        {
            pool.Return(_pid);
        }
        else
        {
            pool.Release(_key);
        }

        return default;
    }

    // Nobody can take a worker from it any more, so nobody misses this one.
    protected override Nothing WithoutPool(Rrid pool) => default;
}
