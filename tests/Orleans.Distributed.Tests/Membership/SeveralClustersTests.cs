using Orleans.Distributed.Membership;
using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>Clusters of one program know nothing of each other.</summary>
public sealed class SeveralClustersTests
{
    [Fact]
    public async Task StartAsync_AfterAnotherHasEnded_StartsAnew()
    {
        for (int i = 0; i < 3; i++)
        {
            await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(2);
            Assert.Equal([1, 2], cluster.Head.Procs);
            Assert.Equal(2, await cluster.Head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId));
        }

        Assert.Equal(0, MembershipSnapshot.Empty.Version);
        Assert.Empty(MembershipSnapshot.Empty.Alive);
    }

    [Fact]
    public async Task StartAsync_WhileAnotherRuns_BothWork()
    {
        await using DistributedTestCluster one = await DistributedTestCluster.StartAsync(2);
        await using DistributedTestCluster two = await DistributedTestCluster.StartAsync(3);
        Assert.Equal([1, 2], one.Head.Procs);
        Assert.Equal([1, 2, 3], two.Head.Procs);
        Assert.Equal(2, await one.Head.RemoteCallFetchAsync(2, () => Cluster.Current.NProcs));
        Assert.Equal(3, await two.Head.RemoteCallFetchAsync(2, () => Cluster.Current.NProcs));
    }
}
