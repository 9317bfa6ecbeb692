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

    /// <summary>Not at once, and not later either: by those that join, by those that take the place of others, by channels, pools and maps.</summary>
    [Fact]
    public async Task MasterWorker_WorkersComeAndGoAndWork_AreNotConnected()
    {
        await using ICluster head = await Cluster.StartAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(2, new LocalOptions { Topology = Topology.MasterWorker }).InTimeAsync();
        await WorkAsync(head);
        AssertOpen(2, head);

        await head.AddProcsAsync(1).InTimeAsync();
        await WorkAsync(head);
        AssertOpen(3, head);

        await head.RmProcsAsync([pids[0]]).InTimeAsync();
        await WorkAsync(head);
        AssertOpen(2, head);

        head.RemoteDo(pids[1], () => Environment.FailFast("as the test asks"));
        await Assert.ThrowsAsync<ProcessExitedException>(
            () => head.RemoteCallFetchAsync(pids[1], (CancellationToken token) => Task.Delay(Timeout.Infinite, token)).InTimeAsync());
        await head.EnsureProcsAsync(3).InTimeAsync();
        await WorkAsync(head);
        AssertOpen(head.NWorkers, head);
    }

    [Fact]
    public async Task Custom_WorkersJoinLater_OnlyThoseThatAreNamedAreConnected()
    {
        await using ICluster head = await Cluster.StartAsync();
        await head.AddProcsAsync(2, new LocalOptions { Topology = Topology.Custom, Idents = [new("a"), new("b", "a")] }).InTimeAsync();
        await WorkAsync(head);
        AssertOpen(2 + 2, head);

        int joined = (await head.AddProcsAsync(1, new LocalOptions { Topology = Topology.Custom, Idents = [new("c", "b")] }).InTimeAsync())[0];
        await WorkAsync(head);
        AssertOpen(3 + (2 * 2), head);

        await head.RmProcsAsync([joined]).InTimeAsync();
        await head.AddProcsAsync(1, new LocalOptions { Topology = Topology.Custom, Idents = [new("d")] }).InTimeAsync();
        await WorkAsync(head);
        AssertOpen(3 + 2, head);
    }

    /// <summary>What all workers may do in any topology: use a channel of the head, the default pool, and maps and loops over it.</summary>
    private static async Task WorkAsync(ICluster head)
    {
        await using RemoteChannel<int> channel = await head.CreateChannelAsync<int>(1).InTimeAsync();
        Task all = head.EverywhereAsync(head.Workers, () => channel.PutAsync(Cluster.Current.MyId));
        var seen = new List<int>();
        foreach (int _ in head.Workers)
        {
            seen.Add(await channel.TakeAsync().InTimeAsync());
        }

        await all.InTimeAsync();
        Assert.Equal(head.Workers, seen.Order());
        Assert.All(
            await Task.WhenAll(head.Workers.Select(_ => head.RemoteCallFetchAsync(
                head.DefaultWorkerPool, async () => await Cluster.Current.DefaultWorkerPool.CountAsync()))).InTimeAsync(),
            count => Assert.Equal(head.NWorkers, count));
        Assert.Equal(Enumerable.Range(0, 100), await head.PMapAsync(Enumerable.Range(0, 100), i => i).InTimeAsync());
        Assert.Equal(4950, await head.DistributedReduceAsync(..100, i => i, (a, b) => a + b).InTimeAsync());
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
