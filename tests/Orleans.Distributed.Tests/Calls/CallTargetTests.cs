using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

[Collection(nameof(ThreeProcesses))]
public sealed class CallTargetTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void RemoteCall_PidBelowOne_ArgumentOutOfRange(int pid)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _head.RemoteCall(pid, () => 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _head.RemoteCallFetchAsync(pid, () => 1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _head.RemoteCallWaitAsync(pid, () => 1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => _head.RemoteDo(pid, () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _head.SpawnAt(pid, () => 1));
    }

    [Fact]
    public void RemoteCall_NullFunction_ArgumentNull()
    {
        Assert.Equal("function", Assert.Throws<ArgumentNullException>(() => _head.RemoteCall(2, (Func<int>)null!)).ParamName);
        Assert.Throws<ArgumentNullException>(() => { _ = _head.RemoteCallFetchAsync(2, (Func<int>)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = _head.RemoteCallWaitAsync(2, (Action)null!); });
        Assert.Throws<ArgumentNullException>(() => _head.RemoteDo(2, (Func<Task>)null!));
        Assert.Equal("cluster", Assert.Throws<ArgumentNullException>(() => ((ICluster)null!).RemoteCall(2, () => 1)).ParamName);
    }

    [Fact]
    public async Task RemoteCall_UnknownPid_NotStarted()
    {
        Assert.Equal(CallOutcome.NotStarted, Assert.Throws<ProcessExitedException>(() => _head.RemoteCall(77, () => 1)).Outcome);
        Assert.Throws<ProcessExitedException>(() => _head.RemoteDo(77, () => { }));
        await Assert.ThrowsAsync<ProcessExitedException>(() => _head.RemoteCallWaitAsync(77, () => 1));
        ProcessExitedException error = Assert.Throws<ProcessExitedException>(() => _head.CreateFuture<int>(77));
        Assert.Contains("never did", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProcessExitedException>(() => _head.CreateChannelAsync<int>(1, 77));
    }

    [Fact]
    public async Task Any_EachWorkerInItsTurn()
    {
        var pids = new List<int>();
        for (int i = 0; i < 6; i++)
        {
            pids.Add(await _head.RemoteCallFetchAsync(CallTarget.Any, () => Cluster.Current.MyId));
        }

        Assert.Equal(3, pids.Count(pid => pid == 2));
        Assert.Equal(3, pids.Count(pid => pid == 3));
        Assert.All(pids.Zip(pids.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public async Task Any_BusyWorker_HasItsTurnAllTheSame()
    {
        using var gate = new Gate();
        Future[] busy = [_head.Spawn(gate.PassAsync), _head.Spawn(gate.PassAsync)];
        await gate.ArrivedAsync(2);
        int[] pids = [await _head.FetchAsync(() => Cluster.Current.MyId), await _head.FetchAsync(() => Cluster.Current.MyId)];
        Assert.Equal([2, 3], pids.Order());
        gate.Open();
        await Task.WhenAll(busy.Select(f => f.WaitAsync()));
    }

    [Fact]
    public async Task Spawn_EveryShape_RunsOnAWorker()
    {
        using var notes = new Notes<int>();
        Assert.Contains(await _head.Spawn(() => Cluster.Current.MyId), _head.Workers);
        Assert.Contains(await _head.Spawn(async () => { await Task.Yield(); return Cluster.Current.MyId; }), _head.Workers);
        await _head.Spawn(() => { notes.Add(Cluster.Current.MyId); });
        await _head.Spawn(async () => { await Task.Yield(); notes.Add(Cluster.Current.MyId); });
        Assert.All(notes.All, pid => Assert.Contains(pid, _head.Workers));
        Assert.Equal(2, notes.All.Length);
    }

    [Fact]
    public async Task SpawnAt_EveryShape_RunsThere()
    {
        using var notes = new Notes<int>();
        Assert.Equal(3, await _head.SpawnAt(3, () => Cluster.Current.MyId));
        Assert.Equal(3, await _head.SpawnAt(3, async () => { await Task.Yield(); return Cluster.Current.MyId; }));
        await _head.SpawnAt(3, () => { notes.Add(Cluster.Current.MyId); });
        await _head.SpawnAt(3, async () => { await Task.Yield(); notes.Add(Cluster.Current.MyId); });
        Assert.Equal([3, 3], notes.All);
    }

    [Fact]
    public async Task FetchFromAsync_BothShapes_RunThere()
    {
        Assert.Equal(2, await _head.FetchFromAsync(2, () => Cluster.Current.MyId));
        Assert.Equal(3, await _head.FetchFromAsync(3, async () => { await Task.Yield(); return Cluster.Current.MyId; }));
        Assert.Contains(await _head.FetchAsync(async () => { await Task.Yield(); return Cluster.Current.MyId; }), _head.Workers);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_FromEveryProcessToEveryProcess()
    {
        foreach (int from in _head.Procs)
        {
            foreach (int to in _head.Procs)
            {
                (int, int) route = await _head.RemoteCallFetchAsync(
                    from,
                    async (int pid) => (Cluster.Current.MyId, await Cluster.Current.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId)),
                    to);
                Assert.Equal((from, to), route);
            }
        }
    }

    [Fact]
    public async Task RemoteCallFetchAsync_NestedThroughAllProcesses_EachRunsInItsOwn()
    {
        string route = await _head.RemoteCallFetchAsync(2, async () =>
        {
            string rest = await Cluster.Current.RemoteCallFetchAsync(3, async () =>
            {
                string last = await Cluster.Current.RemoteCallFetchAsync(1, () => $"{Cluster.Current.MyId}");
                return $"{Cluster.Current.MyId}-{last}";
            });
            return $"{Cluster.Current.MyId}-{rest}";
        });
        Assert.Equal("2-3-1", route);
    }
}
