using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Topologies;

/// <summary>What a worker can do that has a link to the head only.</summary>
public sealed class ForbiddenLinkTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Worker => _cluster[2];

    public async Task InitializeAsync()
    {
        _cluster = await DistributedTestCluster.StartAsync(1);
        await _cluster.AddProcsAsync(2, new AddProcsOptions { Topology = Topology.MasterWorker });
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Calls_ToTheOtherWorker_AreRefusedWithBothPids()
    {
        using var notes = new Gate();
        await RefusedAsync(() => Worker.RemoteCallFetchAsync(3, () => 1));
        await RefusedAsync(() => Worker.RemoteCallWaitAsync(3, notes.Arrive));
        await RefusedAsync(() => Worker.FetchFromAsync(3, () => 1));
        await RefusedAsync(() => Task.FromResult(Worker.RemoteCall(3, notes.Arrive)));
        await RefusedAsync(() => Task.FromResult(Worker.SpawnAt(3, notes.Arrive)));
        await RefusedAsync(() =>
        {
            Worker.RemoteDo(3, notes.Arrive);
            return Task.CompletedTask;
        });
        Assert.Equal(0, notes.Arrivals);
    }

    [Fact]
    public async Task References_AtTheOtherWorker_CannotBeMade()
    {
        await RefusedAsync(() => Task.FromResult(Worker.CreateFuture<int>(3)));
        await RefusedAsync(() => Worker.CreateChannelAsync<int>(1, 3));
        Assert.Equal(0, Worker.HandleCount());
        Assert.Equal(0, _cluster[3].OwnedCount());
    }

    [Fact]
    public async Task RemoteCallFetchAsync_InsideARemoteFunction_RemoteExceptionWithTheTopologyException()
    {
        var error = await Assert.ThrowsAsync<RemoteException>(
            () => _cluster.Head.RemoteCallFetchAsync(2, () => Cluster.Current.RemoteCallFetchAsync(3, () => 1)).Soon());
        Assert.Equal(2, error.Pid);
        var inner = Assert.IsType<TopologyException>(error.InnerException);
        Assert.Equal((3, 2, Topology.MasterWorker), (inner.Pid, inner.From, inner.Topology));
    }

    [Fact]
    public async Task Calls_ToTheHeadAndToItself_Work()
    {
        Assert.Equal(1, await Worker.RemoteCallFetchAsync(1, () => Cluster.Current.MyId).Soon());
        Assert.Equal(2, await Worker.RemoteCallFetchAsync(2, () => Cluster.Current.MyId).Soon());
        Assert.Equal(2, await Worker.SpawnAt(2, () => Cluster.Current.MyId).Soon());
    }

    [Fact]
    public void LinkedProcs_EachProcess_AreThoseItMayTalkTo()
    {
        Assert.Equal([1, 2, 3], _cluster.Head.LinkedProcs());
        Assert.Equal([1, 2], Worker.LinkedProcs());
        Assert.Equal(Topology.MasterWorker, Worker.GetTopology());
        Assert.Equal(Topology.MasterWorker, _cluster.Head.GetTopology());
        Assert.Throws<ArgumentNullException>(() => ((ICluster)null!).LinkedProcs());
    }

    [Fact]
    public async Task Calls_ToAny_GoWhereTheyMay()
    {
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(2, await Worker.FetchAsync(() => Cluster.Current.MyId).Soon());
        }
    }

    [Fact]
    public async Task EverywhereAsync_AtAWorker_FailsForTheOtherWorkerOnly()
    {
        using var gate = new Gate();
        var error = await Assert.ThrowsAsync<AggregateException>(() => Worker.EverywhereAsync(gate.Arrive).Soon());
        Assert.Equal(3, Assert.IsType<TopologyException>(Assert.Single(error.InnerExceptions)).Pid);
        Assert.Equal(2, gate.Arrivals);
    }

    [Fact]
    public async Task Calls_ToAProcessThatIsGone_SayThatItIsGone()
    {
        await _cluster.Head.RmProcsAsync([3]).Soon();
        Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => Worker.RemoteCallFetchAsync(3, () => 1).Soon())).Pid);
        Assert.Equal(99, (await Assert.ThrowsAsync<ProcessExitedException>(() => Worker.RemoteCallFetchAsync(99, () => 1).Soon())).Pid);
    }

    [Fact]
    public async Task Kill_Worker_TheOtherOneLearnsOfIt()
    {
        await _cluster.KillAsync(3);
        await _cluster.GoneEverywhereAsync(3);
        Assert.Equal([1, 2], Worker.Procs);
    }

    private static async Task RefusedAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<TopologyException>(() => call().Soon());
        Assert.StartsWith("peer 3 is not connected to 2. Topology : MasterWorker", error.Message, StringComparison.Ordinal);
    }
}
