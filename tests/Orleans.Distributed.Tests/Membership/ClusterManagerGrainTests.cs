using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>The authority on the membership, without an engine around it.</summary>
public sealed class ClusterManagerGrainTests
{
    private readonly StoredState<ClusterManagerState> _state = new();
    private readonly ProcessTable _table = new();
    private readonly ConcurrentQueue<(int Pid, object Word)> _told = new();
    private readonly ClusterManagerGrain _grain;
    private Func<int, object, Task<long>> _answer = (_, _) => WorkerGrains.CutOff;

    public ClusterManagerGrainTests() => _grain = NewGrain();

    [Fact]
    public async Task Join_First_IsTheHead()
    {
        JoinReply reply = await _grain.Join(Request(0, 1));

        Assert.Equal(1, reply.Pid);
        Assert.Equal([1], reply.Snapshot.Alive.Select(p => p.Pid));
        Assert.Equal([1], _table.View.Pids);
        Assert.Equal(1, _state.Writes);
    }

    [Fact]
    public async Task ReservePids_BeforeTheHeadHasJoined_LeavesItPid1()
    {
        int[] two = await ReserveAsync(2);
        int[] one = await ReserveAsync(1);
        Assert.Equal([2, 3, 4], [.. two, .. one]);
        Assert.Equal(1, (await _grain.Join(Request(1, 1))).Pid);
        Assert.Equal(5, (await _grain.Join(Request(0, 5))).Pid);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public Task ReservePids_NotPositive_OutOfRange(int count) =>
        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReserveAsync(count));

    [Fact]
    public async Task Join_TellsTheOthersWhatHasChanged()
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        _told.Clear();

        JoinReply reply = await _grain.Join(Request(3, 3));

        Assert.Equal([1, 2, 3], reply.Snapshot.Alive.Select(p => p.Pid));
        Assert.Equal([1, 2], _told.Select(t => t.Pid).Order());
        Assert.All(_told, t =>
        {
            MembershipChange change = Assert.IsType<MembershipChange>(t.Word);
            Assert.Equal((reply.Snapshot.Version - 1, reply.Snapshot.Version, 4), (change.From, change.Version, change.NextPid));
            Assert.Equal([3], change.Alive.Select(p => p.Pid));
            Assert.Empty(change.Departed);
        });
    }

    [Fact]
    public async Task Join_SomeoneMissedAChange_IsSentAllOfIt()
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        await _grain.Join(Request(3, 3));
        _told.Clear();
        _answer = (pid, word) => Task.FromResult(pid == 2 ? 1 : ((MembershipChange)word).Version);

        await _grain.Join(Request(4, 4));

        Assert.All(_told.Where(t => t.Pid != 2), t => Assert.IsType<MembershipChange>(t.Word));
        Assert.Collection(
            _told.Where(t => t.Pid == 2),
            t => Assert.IsType<MembershipChange>(t.Word),
            t => Assert.Equal([1, 2, 3, 4], Assert.IsType<MembershipSnapshot>(t.Word).Alive.Select(p => p.Pid)));
    }

    /// <summary>Several changes may be under way to a process that has missed the one before them.</summary>
    [Fact]
    public Task Join_SomeoneSaysLateThatItMissedSeveral_IsSentAllOnce() => InTurnsAsync(async () =>
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        _told.Clear();
        var late = new TaskCompletionSource<long>();
        _answer = (pid, word) => pid == 2 ? late.Task : Task.FromResult(((MembershipChange)word).Version);
        await _grain.Join(Request(3, 3));
        await _grain.Join(Request(4, 4));

        late.SetResult(0);

        await WaitExtensions.HoldsSoon(() => _told.Any(t => t.Word is MembershipSnapshot));
        (int pid, object word) = Assert.Single(_told, t => t.Word is MembershipSnapshot);
        Assert.Equal(2, pid);
        Assert.Equal([1, 2, 3, 4], ((MembershipSnapshot)word).Alive.Select(p => p.Pid));
    });

    /// <summary>What is about to be written may fail to be, and then has not happened.</summary>
    [Fact]
    public async Task Join_SomeoneMissedAChangeWhileTheNextIsWritten_IsSentWhatWasWritten()
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        var missed = new TaskCompletionSource<long>();
        _answer = (pid, word) => pid == 2 ? missed.Task : Task.FromResult(((MembershipChange)word).Version);
        await _grain.Join(Request(3, 3));
        _told.Clear();
        var failing = new TaskCompletionSource();
        _state.Pending = failing.Task;

        Task<JoinReply> joining = _grain.Join(Request(4, 4));
        missed.SetResult(0);
        await WaitExtensions.HoldsSoon(() => _told.Any(t => t.Word is MembershipSnapshot));
        failing.SetException(new IOException("disk full"));

        await Assert.ThrowsAsync<IOException>(() => joining);
        (_, object word) = Assert.Single(_told, t => t.Word is MembershipSnapshot);
        Assert.Equal([1, 2, 3], ((MembershipSnapshot)word).Alive.Select(p => p.Pid));
    }

    [Fact]
    public async Task Join_AfterTheGrainWasActivatedAnew_TellsAll()
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        _told.Clear();

        await NewGrain().Join(Request(3, 3));

        Assert.All(_told, t =>
        {
            MembershipChange change = Assert.IsType<MembershipChange>(t.Word);
            Assert.Equal(0, change.From);
            Assert.Equal([1, 2, 3], change.Alive.Select(p => p.Pid));
        });
    }

    /// <summary>An answer may get lost, and the process asks again.</summary>
    [Fact]
    public async Task Join_SamePidAndSiloAgain_SameAnswerAndNoChange()
    {
        JoinReply first = await _grain.Join(Request(2, 2));
        int writes = _state.Writes;

        JoinReply second = await _grain.Join(Request(2, 2));

        Assert.Equal((first.Pid, first.Snapshot.Version), (second.Pid, second.Snapshot.Version));
        Assert.Equal(writes, _state.Writes);
    }

    [Fact]
    public async Task Join_PidOfAnotherSilo_IsRefused()
    {
        await _grain.Join(Request(2, 2));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => _grain.Join(Request(2, 3)));

        Assert.Contains("Process 2 is already in the cluster", error.Message, StringComparison.Ordinal);
        Assert.Equal([2], (await _grain.GetSnapshot()).Alive.Select(p => p.Pid));
    }

    [Fact]
    public async Task Join_AfterDeparture_IsRefused()
    {
        await _grain.Join(Request(1, 1));
        await ReserveAsync(1);
        await _grain.Depart([Snapshots.Departure(2)]);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => _grain.Join(Request(2, 2)));

        Assert.Contains("A pid is never used again", error.Message, StringComparison.Ordinal);
        Assert.False(await _grain.IsAlive(2));
    }

    [Fact]
    public async Task Depart_LivingProcess_IsRecordedAndTold()
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        _told.Clear();

        await _grain.Depart([Snapshots.Departure(2)]);

        Assert.False(await _grain.IsAlive(2));
        Assert.True(await _grain.IsAlive(1));
        Assert.Equal(2, _table.ExitOf(2).Signal);
        (int told, object word) = Assert.Single(_told);
        Assert.Equal(1, told);
        Assert.Equal([2], ((MembershipChange)word).Departed.Select(d => d.Pid));
        Assert.Empty(((MembershipChange)word).Alive);
    }

    [Fact]
    public async Task Depart_KnownOrUnknownPid_ChangesNothing()
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        await _grain.Depart([Snapshots.Departure(2)]);
        long version = (await _grain.GetSnapshot()).Version;

        await _grain.Depart([Snapshots.Departure(2), Snapshots.Departure(77)]);
        await _grain.Depart([]);

        Assert.Equal(version, (await _grain.GetSnapshot()).Version);
    }

    /// <summary>Of processes that left long ago only the absence is kept; those that live on among them are not touched.</summary>
    [Fact]
    public async Task Depart_MoreThanAreRemembered_AbsenceStays()
    {
        await _grain.Join(Request(1, 1));
        await _grain.Join(Request(2, 2));
        int[] pids = await ReserveAsync(3000);
        foreach (int[] some in pids.Chunk(100))
        {
            await _grain.Depart([.. some.Select(Snapshots.Departure)]);
        }

        MembershipSnapshot snapshot = await _grain.GetSnapshot();
        Assert.InRange(snapshot.Departed.Length, 1, 1024);
        Assert.Equal([1, 2], snapshot.Alive.Select(p => p.Pid));
        Assert.True(_table.IsGone(pids[0]));
        Assert.Equal(ProcessExitReason.Exited, _table.ExitOf(pids[0]).Reason);
        Assert.Equal(pids[^1], _table.ExitOf(pids[^1]).Signal);

        long version = snapshot.Version;
        await _grain.Depart([Snapshots.Departure(pids[0])]);
        Assert.Equal(version, (await _grain.GetSnapshot()).Version);
        await _grain.Depart([Snapshots.Departure(2)]);
        Assert.False(await _grain.IsAlive(2));
    }

    [Fact]
    public async Task Changes_StorageFails_HaveNotHappenedAndCanBeRepeated()
    {
        await _grain.Join(Request(1, 1));
        _told.Clear();

        _state.Failure = new IOException("disk full");
        await Assert.ThrowsAsync<IOException>(() => _grain.Join(Request(2, 2)));
        Assert.False(await _grain.IsAlive(2));
        Assert.Equal([1], _table.View.Pids);
        Assert.Empty(_told);
        await _grain.Join(Request(2, 2));

        _state.Failure = new IOException("disk full");
        await Assert.ThrowsAsync<IOException>(() => _grain.Depart([Snapshots.Departure(2)]));
        Assert.True(await _grain.IsAlive(2));
        await _grain.Depart([Snapshots.Departure(2)]);
        Assert.False(await _grain.IsAlive(2));

        _state.Failure = new IOException("disk full");
        await Assert.ThrowsAsync<IOException>(() => ReserveAsync(5));
        Assert.Equal(3, Assert.Single(await ReserveAsync(1)));
    }

    private ClusterManagerGrain NewGrain()
    {
        ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IPersistentState<ClusterManagerState>>(_state)
            .AddSingleton(_table)
            .AddSingleton(new EverywhereRecords(_table, TimeProvider.System))
            .AddSingleton(WorkerGrains.Create(_told, (pid, word) => _answer(pid, word)))
            .BuildServiceProvider();
        return ActivatorUtilities.CreateInstance<ClusterManagerGrain>(services);
    }

    /// <summary>Runs a test as an activation runs its turns: one at a time.</summary>
    private static Task InTurnsAsync(Func<Task> test) => Task.Factory.StartNew(
        test, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private Task<int[]> ReserveAsync(int count) => _grain.ReservePids(count, TopologyRequest.Nothing);

    private static JoinRequest Request(int pid, int silo) => new()
    {
        Pid = pid,
        Host = "host",
        OsProcessId = 1000 + pid,
        Cores = 4,
        Silo = Snapshots.Silo(silo).ToParsableString(),
    };
}
