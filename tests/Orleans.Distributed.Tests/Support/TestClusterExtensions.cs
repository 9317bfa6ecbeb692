using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Tests.Support;

internal static class TestClusterExtensions
{
    /// <summary>Waits until every process knows that one is gone.</summary>
    public static async Task GoneEverywhereAsync(this DistributedTestCluster cluster, int pid)
    {
        foreach (int other in cluster.Head.Procs.Where(p => p != pid))
        {
            await DistributedCluster.From(cluster[other]).ProcessTable
                .WaitAsync(view => !view.Processes.ContainsKey(pid), CancellationToken.None).Soon();
        }
    }
}
