using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Topologies;

/// <summary>Workers that talk to those of the same parity only.</summary>
public sealed class CustomTopologyTests
{
    private const int Count = 8;

    [Fact]
    [Trait("Spec", "J-409")]
    [Trait("Spec", "J-410")]
    public async Task AddProcsAsync_EachSecondIsLinked_CallsGoWhereTheLinksAre()
    {
        await using ICluster head = await Cluster.StartAsync();
        var manager = new PlacingManager();
        IReadOnlyList<int> pids = await head.AddProcsAsync(manager, Count, new AddProcsOptions { Topology = Topology.Custom }).InTimeAsync();

        Assert.Equal(Enumerable.Range(1, Count).Select(place => $"{place}"), pids.Select(pid => manager.Registered[pid]));
        await Task.WhenAll(pids.Select(async pid =>
        {
            foreach (int other in pids.Where(other => other % 2 == pid % 2))
            {
                Assert.Equal(other, await CallAsync(head, pid, other));
            }

            foreach (int other in pids.Where(other => other % 2 != pid % 2))
            {
                var error = await Assert.ThrowsAsync<RemoteException>(() => CallAsync(head, pid, other));
                var inner = Assert.IsType<TopologyException>(error.InnerException);
                Assert.StartsWith($"peer {other} is not connected to {pid}. Topology : Custom", inner.Message, StringComparison.Ordinal);
            }

            Assert.Equal(1, await CallAsync(head, pid, 1));
        })).InTimeAsync();
    }

    private static Task<int> CallAsync(ICluster head, int from, int to) =>
        head.RemoteCallFetchAsync(from, pid => Cluster.Current.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId), to);
}
