using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Links;

public sealed class LinkedCallTests
{
    [Fact]
    public async Task Call_RequestContextThatCannotBeSent_DoesNotTravel()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(2);
        RequestContext.Set("unsendable", new Unsendable());

        int pid = await cluster.Head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId).Soon();

        Assert.Equal(2, pid);
        Assert.NotNull(RequestContext.Get("unsendable"));
    }

    private sealed class Unsendable
    {
        public Action Action { get; } = () => { };
    }
}
