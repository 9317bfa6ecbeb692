using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Pools;

/// <summary>Asks the head which pool is the default.</summary>
/// <param name="dead">The pool that was it, and whose owner was found dead; or none.</param>
internal sealed class DefaultPoolQuery(Rrid dead) : Invocation<WorkerPool>
{
    private readonly Rrid _dead = dead;

    public override string Name => "the use of the default pool";

    public override bool IsSystem => true;

    public override ValueTask<WorkerPool> InvokeAsync(IRunningCall call) => new(DistributedCluster.From(Cluster.Current).DefaultPool.CurrentAfter(_dead));
}
