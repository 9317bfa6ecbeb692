using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Pools;

/// <summary>Tells the head which pool is the default from now on.</summary>
internal sealed class DefaultPoolChange(WorkerPool pool) : Invocation<Nothing>
{
    private readonly WorkerPool _pool = pool;

    public override string Name => "the replacement of the default pool";

    public override bool IsSystem => true;

    public override ValueTask<Nothing> InvokeAsync(IRunningCall call)
    {
        DistributedCluster.From(Cluster.Current).DefaultPool.Set(_pool);
        return default;
    }
}
