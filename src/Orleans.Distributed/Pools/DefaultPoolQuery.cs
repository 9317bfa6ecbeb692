using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Pools;

/// <summary>Asks the head which pool is the default.</summary>
internal sealed class DefaultPoolQuery : Invocation<WorkerPool>
{
    public override string Name => "the use of the default pool";

    public override bool IsSystem => true;

    public override ValueTask<WorkerPool> InvokeAsync(IRunningCall call) => new(DistributedCluster.From(Cluster.Current).DefaultPool.Current);
}
