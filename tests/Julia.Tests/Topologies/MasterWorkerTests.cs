using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Topologies;

public sealed class MasterWorkerTests
{
    [Fact]
    [Trait("Spec", "J-406")]
    [Trait("Spec", "J-407")]
    public async Task RmProcsAsync_OneByOne_WorkersAgreeWithTheHeadThoughTheyAreNotLinked()
    {
        await using ICluster head = await Cluster.StartAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(4, new LocalOptions { Topology = Topology.MasterWorker }).InTimeAsync();
        foreach (int pid in pids)
        {
            foreach (int other in pids.Where(other => other != pid))
            {
                var error = await Assert.ThrowsAsync<RemoteException>(() => head.RemoteCallFetchAsync(
                    pid, to => Cluster.Current.RemoteCallFetchAsync(to, () => Cluster.Current.MyId), other).InTimeAsync());
                Assert.Equal(pid, error.Pid);
                Assert.Equal((other, pid), Ends(Assert.IsType<TopologyException>(error.InnerException)));
            }
        }

        foreach (int pid in pids)
        {
            await head.RmProcsAsync([pid]).InTimeAsync();
            foreach (int left in head.OtherProcs)
            {
                var seen = await head.RemoteCallFetchAsync(
                    left, () => (Cluster.Current.NProcs, Cluster.Current.NWorkers, Cluster.Current.Workers)).InTimeAsync();
                Assert.Equal((head.NProcs, head.NWorkers), (seen.NProcs, seen.NWorkers));
                Assert.Equal(head.Workers, seen.Workers);
            }
        }

        Assert.Equal([1], head.Workers);
    }

    private static (int Pid, int From) Ends(TopologyException error) => (error.Pid, error.From);
}
