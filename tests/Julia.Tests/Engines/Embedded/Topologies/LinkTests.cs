using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Topologies;

/// <summary>
/// Which connections there are. On Microsoft Orleans silos connect to each other by themselves; there only what is sent keeps to the
/// topology.
/// </summary>
public sealed class LinkTests
{
    private const int Count = 8;

    [Fact]
    [Trait("Spec", "J-413")]
    [Trait("Spec", "J-414")]
    public async Task Lazy_EightWorkers_OnlyPairsThatTalkAreConnected()
    {
        await using ICluster head = await Cluster.StartAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(Count).InTimeAsync();
        int open = Count;
        AssertOpen(open, head);

        (int From, int To)[] pairs = [.. from a in pids from b in pids where a < b select (a, b)];
        new Random(17).Shuffle(pairs);
        foreach ((int from, int to) in pairs.Take(10).Select((pair, i) => i % 2 == 0 ? pair : (pair.To, pair.From)))
        {
            Assert.Equal(to, await CallAsync(head, from, to).InTimeAsync());
            AssertOpen(open += 2, head);

            // The other way needs no connection of its own.
            Assert.Equal(from, await CallAsync(head, to, from).InTimeAsync());
            AssertOpen(open, head);
        }
    }

    [Fact]
    [Trait("Spec", "J-415")]
    [Trait("Spec", "J-416")]
    public async Task Eager_EightWorkers_AllAreConnectedAtOnce()
    {
        await using ICluster head = await Cluster.StartAsync();
        await head.AddProcsAsync(Count, new LocalOptions { Lazy = false }).InTimeAsync();
        AssertOpen(Count * Count, head);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => head.AddProcsAsync(1, new LocalOptions { Lazy = true }).InTimeAsync());
        Assert.Contains("Active workers with lazy=false. Cannot set lazy=true", error.Message, StringComparison.Ordinal);
        Assert.Equal(Count + 1, head.NProcs);

        await head.AddProcsAsync(1).InTimeAsync();
        AssertOpen((Count + 1) * (Count + 1), head);
    }

    [Fact]
    public async Task MasterWorker_WorkersThatPassReferencesOn_AreNotConnected()
    {
        await using ICluster head = await Cluster.StartAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(3, new LocalOptions { Topology = Topology.MasterWorker }).InTimeAsync();
        Future<int> future = head.SpawnAt(pids[0], () => 17);
        Assert.False(await head.RemoteCallFetchAsync(pids[1], ForbiddenAsync, future).InTimeAsync());
        await Assert.ThrowsAsync<RemoteException>(() => CallAsync(head, pids[1], pids[2]).InTimeAsync());
        Assert.Equal(17, await future.FetchAsync().InTimeAsync());
        AssertOpen(pids.Count, head);
    }

    [Fact]
    public async Task Custom_Chain_OnlyNeighboursAreConnected()
    {
        await using ICluster head = await Cluster.StartAsync();
        await head.AddProcsAsync(4, new LocalOptions
        {
            Topology = Topology.Custom,
            Idents = [new("a"), new("b", "a"), new("c", "b"), new("d", "c")],
        }).InTimeAsync();
        AssertOpen(4 + (3 * 2), head);
    }

    private static async Task<bool> ForbiddenAsync(Future<int> future)
    {
        try
        {
            await future.FetchAsync();
            return true;
        }
        catch (TopologyException)
        {
            return false;
        }
    }

    private static void AssertOpen(int expected, ICluster head)
    {
        IReadOnlyList<string> open = Sockets.List(head.Processes.Where(process => process.Pid != 1).Select(process => process.OsProcessId));
        Assert.True(open.Count == expected, $"{open.Count} ends of connections are open, and there should be {expected}:\n{string.Join('\n', open)}");
    }

    private static Task<int> CallAsync(ICluster head, int from, int to) =>
        head.RemoteCallFetchAsync(from, pid => Cluster.Current.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId), to);
}
