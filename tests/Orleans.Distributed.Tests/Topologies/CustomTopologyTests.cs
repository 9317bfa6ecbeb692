using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.ClusterManagers;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Topologies;

/// <summary>Workers with places of their own.</summary>
public sealed class CustomTopologyTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task AddProcsAsync_Chain_NeighboursTalkBothWays()
    {
        await AddAsync(new("a"), new("b", "a"), new("c", "b"));
        Assert.Equal(3, await CallAsync(2, 3));
        Assert.Equal(2, await CallAsync(3, 2));
        Assert.Equal(4, await CallAsync(3, 4));
        await RefusedAsync(2, 4);
        await RefusedAsync(4, 2);
    }

    [Fact]
    public async Task AddProcsAsync_ToThoseThatAreThere_IsLinkedWithThem()
    {
        await AddAsync(new("a"), new("b"));
        Assert.Equal([4], await AddAsync(new WorkerIdent(null, "b")));
        Assert.Equal(3, await CallAsync(4, 3));
        await RefusedAsync(2, 3);
        await RefusedAsync(4, 2);
    }

    [Fact]
    public async Task AddProcsAsync_ReplacementOfADeadWorker_TakesItsPlace()
    {
        await AddAsync(new("a"), new("b", "a"));
        await _cluster.KillAsync(2);
        await _cluster.GoneEverywhereAsync(2);
        Assert.Equal([4], await AddAsync(new WorkerIdent("a")));
        Assert.Equal(4, await CallAsync(3, 4));
    }

    [Fact]
    public async Task AddProcsAsync_WithoutIdents_IsLinkedToTheHeadOnly()
    {
        await _cluster.AddProcsAsync(2, new AddProcsOptions { Topology = Topology.Custom });
        await RefusedAsync(2, 3);
        Assert.Equal(1, await CallAsync(2, 1));
        Assert.Equal(2, await CallAsync(2, 2));
    }

    [Fact]
    public async Task AddProcsAsync_UnknownIdent_NothingIsLaunched()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(new("a"), new("b", "z")));
        Assert.Contains("cannot be linked to 'z': no worker has that ident", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], Head.Procs);

        // No pids are lost, and another topology may be chosen.
        Assert.Equal([2], await _cluster.AddProcsAsync(1, new AddProcsOptions { Topology = Topology.MasterWorker }));
    }

    [Fact]
    public async Task AddProcsAsync_UnusableOptions_AreRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(new WorkerIdent("")));
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(new WorkerIdent("a", "")));
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync((WorkerIdent)null!));
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.AddProcsAsync(2, new AddProcsOptions { Topology = Topology.Custom, Idents = [new("a")] }));
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.AddProcsAsync(1, new AddProcsOptions { Idents = [new("a")] }));
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.AddProcsAsync(1, new AddProcsOptions { Topology = (Topology)17 }));
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.AddProcsAsync(1, new AddProcsOptions { Topology = Topology.MasterWorker, Lazy = true }));
        Assert.Equal([1], Head.Procs);
    }

    [Fact]
    public async Task AddProcsAsync_ManagerGivesAPlaceThatIsTaken_WorkerIsKilled()
    {
        var manager = new ScriptedManager((workers, good, token) => good.LaunchAsync(workers, token).Select(result =>
            new LaunchResult(result.Process!, new WorkerConfig { Ident = result.Pid == 3 ? "b" : "a" })));
        await AddAsync(new WorkerIdent("b"));
        var error = await Assert.ThrowsAsync<AddProcsException>(() => Head.AddProcsAsync(manager, 2).Soon());
        Assert.Contains("Worker 3 cannot have the ident 'b': another worker has it.", Assert.Single(error.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 4], Head.Procs);
    }

    [Fact]
    public async Task AddProcsAsync_ManagerGivesPlaces_TheyAreLinked()
    {
        var manager = new ScriptedManager((workers, good, token) => good.LaunchAsync(workers, token).Select(result =>
            new LaunchResult(result.Process!, new WorkerConfig { Ident = $"{result.Pid}", ConnectIdents = result.Pid < 4 ? [$"{result.Pid + 1}"] : [] })));
        await Head.AddProcsAsync(manager, 3, new AddProcsOptions { Topology = Topology.Custom }).Soon();
        Assert.Equal(3, await CallAsync(2, 3));
        Assert.Equal(3, await CallAsync(4, 3));
        await RefusedAsync(2, 4);
    }

    [Fact]
    public async Task AddProcsAsync_TwoTopologiesAtOnce_OneWins()
    {
        Task<IReadOnlyList<int>>[] adding =
        [
            _cluster.AddProcsAsync(2, new AddProcsOptions { Topology = Topology.MasterWorker }),
            _cluster.AddProcsAsync(2, new AddProcsOptions { Topology = Topology.AllToAll }),
        ];
        await Task.WhenAll(adding).Soon().ContinueWith(static _ => { }, TaskScheduler.Default);
        Task failed = Assert.Single(adding, task => task.IsFaulted);
        Assert.Contains("already exist. Requested Topology", failed.Exception!.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(3, Head.NProcs);
    }

    [Fact]
    public async Task AddProcsAsync_EagerFromManyCallers_AllAreConnectedWithAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _cluster.AddProcsAsync(2, new AddProcsOptions { Lazy = false }))).Soon();
        foreach (int from in Head.Workers)
        {
            Assert.Equal(Head.Workers, await Task.WhenAll(Head.Workers.Select(to => CallAsync(from, to))));
        }
    }

    private Task<IReadOnlyList<int>> AddAsync(params WorkerIdent[] idents) =>
        _cluster.AddProcsAsync(idents.Length, new AddProcsOptions { Topology = Topology.Custom, Idents = idents });

    private Task<int> CallAsync(int from, int to) =>
        Head.RemoteCallFetchAsync(from, pid => Cluster.Current.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId), to).Soon();

    private async Task RefusedAsync(int from, int to)
    {
        var remote = await Assert.ThrowsAsync<RemoteException>(() => CallAsync(from, to));
        var error = Assert.IsType<TopologyException>(remote.InnerException);
        Assert.Equal((to, from, Topology.Custom), (error.Pid, error.From, error.Topology));
    }
}
