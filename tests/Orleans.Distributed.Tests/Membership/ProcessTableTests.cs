using Orleans.Distributed.Membership;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>What a process makes of the words of the cluster manager grain, in whichever order they come.</summary>
public sealed class ProcessTableTests
{
    private readonly ProcessTable _table = new();
    private readonly List<string> _told = [];

    public ProcessTableTests()
    {
        _table.Joined += process => _told.Add($"joined {process.Pid}");
        _table.Exited += (pid, exit) => _told.Add($"exited {pid} by {exit.Signal?.ToString() ?? "?"}");
    }

    [Fact]
    public void Apply_NewProcesses_AreTold()
    {
        _table.Apply(Snapshots.Of(1, 1, 2));
        _table.Apply(Snapshots.Of(2, 1, 2, 3));

        Assert.Equal(["joined 1", "joined 2", "joined 3"], _told);
        Assert.Equal([1, 2, 3], _table.View.Pids);
        Assert.Equal([2, 3], _table.View.Workers);
        Assert.True(_table.IsAlive(3));
        Assert.False(_table.IsGone(3));
    }

    [Fact]
    public void View_HeadAlone_IsItsOwnWorker()
    {
        _table.Apply(Snapshots.Of(1, 1));

        Assert.Equal([1], _table.View.Workers);
    }

    [Fact]
    public void NoteSilo_NotJoined_IsWhereItSays()
    {
        _table.Apply(Snapshots.Of(1, 1, 2));
        _table.NoteSilo(2, Snapshots.Silo(9));
        _table.NoteSilo(3, Snapshots.Silo(8));

        Assert.Equal((true, Snapshots.Silo(2)), (_table.TryGetSilo(2, out SiloAddress joined), joined));
        Assert.Equal((true, Snapshots.Silo(8)), (_table.TryGetSilo(3, out SiloAddress preparing), preparing));
        Assert.False(_table.IsAlive(3));
    }

    [Fact]
    public void NoteSilo_JoinsAndLeaves_IsForgotten()
    {
        _table.Apply(Snapshots.Of(1, 1));
        _table.NoteSilo(2, Snapshots.Silo(8));
        _table.Apply(Snapshots.Of(2, 1, 2));
        _table.Apply(Snapshots.Of(3, 1).Without(2));

        Assert.False(_table.TryGetSilo(2, out _));
        _table.NoteSilo(2, Snapshots.Silo(8));
        Assert.False(_table.TryGetSilo(2, out _));
    }

    [Fact]
    public void Apply_WordOfARemovalOvertakesThatOfItsBeginning_BothAreTold()
    {
        var events = new List<WorkerEvent>();
        _table.Subscribe(events.Add);
        _table.Apply(Snapshots.Of(1, 1, 2, 3));
        _table.Apply(Snapshots.Of(3, 1) with
        {
            NextPid = 4,
            Departed = [new(2, new ProcessExit { Reason = ProcessExitReason.Removed }) { HadJoined = true }, Snapshots.Departure(3) with { HadJoined = true }],
        });

        Assert.Equal(
            [WorkerState.Connected, WorkerState.Terminating, WorkerState.Terminated], events.Where(e => e.Pid == 2).Select(e => e.State));
        Assert.Equal([WorkerState.Connected, WorkerState.Exterminated], events.Where(e => e.Pid == 3).Select(e => e.State));
    }

    [Fact]
    public void Apply_OlderOrSameVersion_ChangesNothing()
    {
        _table.Apply(Snapshots.Of(5, 1, 2));
        _table.Apply(Snapshots.Of(4, 1, 2, 3));
        _table.Apply(Snapshots.Of(5, 1));

        Assert.Equal([1, 2], _table.View.Pids);
        Assert.Equal(["joined 1", "joined 2"], _told);
    }

    [Fact]
    public void Apply_Departure_IsToldOnceWithItsReason()
    {
        _table.Apply(Snapshots.Of(1, 1, 2, 3));
        _table.Apply(Snapshots.Of(2, 1, 3).Without(2));
        _table.Apply(Snapshots.Of(3, 1, 3).Without(2));

        Assert.Single(_told, "exited 2 by 2");
        Assert.True(_table.IsGone(2));
        Assert.Equal((2, 1002), (_table.ExitOf(2).Signal, _table.ExitOf(2).OsProcessId));
    }

    /// <summary>Words are not told one by one: a process may come and go between two of them.</summary>
    [Fact]
    public void Apply_CameAndWentBetweenTwoWords_ItsExitIsTold()
    {
        _table.Apply(Snapshots.Of(1, 1));
        _table.Apply(Snapshots.Of(4, 1).Without(2));

        Assert.Equal(["joined 1", "exited 2 by 2"], _told);
        Assert.True(_table.IsGone(2));
    }

    /// <summary>Departures are forgotten one day; then only the absence tells.</summary>
    [Fact]
    public void Apply_AbsentWithoutDeparture_IsTold()
    {
        _table.Apply(Snapshots.Of(1, 1, 2, 3));
        _table.Apply(Snapshots.Of(9, 1, 3) with { GoneThrough = 2 });

        Assert.Equal("exited 2 by ?", _told[^1]);
        Assert.True(_table.IsGone(2));
        Assert.Equal(ProcessExitReason.Exited, _table.ExitOf(2).Reason);
    }

    [Fact]
    public void MarkExited_BeforeTheGrainsWord_StaysGoneAndLearnsTheReason()
    {
        _table.Apply(Snapshots.Of(1, 1, 2));
        _table.MarkExited(2, new ProcessExit());
        Assert.Equal([1], _table.View.Pids);
        Assert.Null(_table.ExitOf(2).Signal);

        // This word was sent before the grain knew.
        _table.Apply(Snapshots.Of(2, 1, 2, 3));
        Assert.Equal([1, 3], _table.View.Pids);
        _table.Apply(Snapshots.Of(3, 1, 3).Without(2));

        Assert.Equal(["joined 1", "joined 2", "exited 2 by ?", "joined 3"], _told);
        Assert.Equal(2, _table.ExitOf(2).Signal);
    }

    [Fact]
    public void MarkExited_UnknownOrGoneProcess_TellsNothing()
    {
        _table.Apply(Snapshots.Of(1, 1, 2));
        _table.MarkExited(9, new ProcessExit());
        _table.MarkExited(2, new ProcessExit { Signal = 9 });
        _table.MarkExited(2, new ProcessExit { Signal = 15 });

        Assert.Equal(["joined 1", "joined 2", "exited 2 by 9"], _told);
        Assert.Equal(9, _table.ExitOf(2).Signal);
        Assert.False(_table.IsGone(9));
        Assert.Equal(ProcessExitReason.NeverExisted, _table.ExitOf(9).Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void ExitOf_PidThatNeverWas_NeverExisted(int pid)
    {
        _table.Apply(Snapshots.Of(1, 1, 2) with { GoneThrough = 1 });

        Assert.False(_table.IsAlive(pid));
        Assert.Equal(ProcessExitReason.NeverExisted, _table.ExitOf(pid).Reason);
    }

    [Fact]
    public void FindPidAndTryGetSilo_LivingProcess_AreOpposites()
    {
        _table.Apply(Snapshots.Of(1, 1, 2));

        Assert.True(_table.TryGetSilo(2, out SiloAddress silo));
        Assert.Equal(2, _table.FindPid(silo));
        Assert.False(_table.TryGetSilo(3, out _));
        Assert.Null(_table.FindPid(Snapshots.Silo(3)));
    }

    [Fact]
    public async Task WaitAsync_ChangeComes_Ends()
    {
        Task waiting = _table.WaitAsync(view => view.Processes.ContainsKey(2), CancellationToken.None);
        _table.Apply(Snapshots.Of(1, 1));
        Assert.False(waiting.IsCompleted);

        _table.Apply(Snapshots.Of(2, 1, 2));

        await waiting.Soon();
        await _table.WaitAsync(view => view.Processes.ContainsKey(2), CancellationToken.None).Soon();
    }

    [Fact]
    public async Task WaitAsync_GivenUp_OperationCanceled()
    {
        using var giveUp = new CancellationTokenSource();
        Task waiting = _table.WaitAsync(_ => false, giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
    }

    /// <summary>However many threads bring words in whichever order, the newest wins and each process is told of once.</summary>
    [Fact]
    public void Apply_FromManyThreads_NewestWins()
    {
        int joined = 0;
        var table = new ProcessTable();
        table.Joined += _ => Interlocked.Increment(ref joined);
        MembershipSnapshot[] words = [.. Enumerable.Range(1, 200).Select(version => Snapshots.Of(version, [.. Enumerable.Range(1, version)]))];
        new Random(17).Shuffle(words);

        Parallel.ForEach(words, table.Apply);

        Assert.Equal(200, table.View.Pids.Count);
        Assert.Equal(200, joined);
    }
}
