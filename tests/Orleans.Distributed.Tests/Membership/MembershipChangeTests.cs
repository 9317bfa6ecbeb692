using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>Changes of the membership, which processes are told in place of all of it.</summary>
public sealed class MembershipChangeTests
{
    private readonly ProcessTable _table = new();
    private readonly List<string> _told = [];

    public MembershipChangeTests()
    {
        _table.Joined += process => _told.Add($"joined {process.Pid}");
        _table.Exited += (pid, exit) => _told.Add($"exited {pid} by {exit.Signal?.ToString() ?? "?"}");
    }

    [Fact]
    public void Between_LargeMembership_HoldsTheChangeOnly()
    {
        MembershipSnapshot before = Snapshots.Of(7, [.. Enumerable.Range(1, 500)]).Without([.. Enumerable.Range(1000, 500)]);
        MembershipSnapshot after = before with
        {
            Version = 8,
            NextPid = 2001,
            Alive = [.. before.Alive.Where(p => p.Pid != 3).Select(p => p.Pid == 4 ? p with { State = WorkerState.Terminating } : p), Snapshots.Process(2000)],
            Departed = [.. before.Departed[1..], Snapshots.Departure(3)],
            GoneThrough = 1000,
        };

        var change = MembershipChange.Between(before, after);

        Assert.Equal((7, 8, 2001, 1000), (change.From, change.Version, change.NextPid, change.GoneThrough));
        Assert.Equal([4, 2000], change.Alive.Select(p => p.Pid));
        Assert.Equal([3], change.Departed.Select(d => d.Pid));
        Assert.Null(change.Topology);
    }

    [Fact]
    public void Between_GoneWithoutRecord_HasDeparted()
    {
        var change = MembershipChange.Between(Snapshots.Of(1, 1, 2), Snapshots.Of(2, 1) with { GoneThrough = 2 });

        Assert.Equal((2, true), Assert.Single(change.Departed.Select(d => (d.Pid, d.HadJoined))));
    }

    [Fact]
    public void Apply_NextChange_IsTakenOver()
    {
        MembershipSnapshot first = Snapshots.Of(1, 1, 2, 3);
        MembershipSnapshot second = Snapshots.Of(2, 1, 3, 4).Without(2) with { NextPid = 5, Topology = new TopologyState { Topology = Topology.Custom, Lazy = false } };
        _table.Apply(first);

        Assert.Equal(2, _table.Apply(MembershipChange.Between(first, second)));

        AssertKnows(second, _table);
        Assert.Equal(Topology.Custom, _table.View.Topology.State.Topology);
        Assert.Equal(["joined 4", "exited 2 by 2"], _told[3..]);
        Assert.Null(_table.FindPid(Snapshots.Silo(2)));
        Assert.Equal(4, _table.FindPid(Snapshots.Silo(4)));
        Assert.Equal(2, _table.ExitOf(2).Signal);
    }

    [Fact]
    public void Apply_ChangeAfterAGap_SaysWhatIsKnownAndChangesNothing()
    {
        _table.Apply(Snapshots.Of(1, 1, 2));

        Assert.Equal(1, _table.Apply(MembershipChange.Between(Snapshots.Of(2, 1, 2, 3), Snapshots.Of(3, 1, 2, 3, 4))));

        Assert.Equal([1, 2], _table.View.Pids);
        Assert.Equal(["joined 1", "joined 2"], _told);
    }

    [Fact]
    public void Apply_KnownChangeAgain_SaysWhatIsKnown()
    {
        _table.Apply(Snapshots.Of(5, 1, 2));

        Assert.Equal(5, _table.Apply(MembershipChange.Between(Snapshots.Of(3, 1, 2), Snapshots.Of(4, 1, 2, 3))));
        Assert.Equal(5, _table.Apply(MembershipChange.NothingSince(Snapshots.Of(5, 1, 2))));
        Assert.Equal(5, _table.Apply(MembershipChange.NothingSince(Snapshots.Of(6, 1, 2))));

        Assert.Equal([1, 2], _table.View.Pids);
    }

    [Fact]
    public void Apply_ChangeSaysAliveWhatWasNotedAsGone_StaysGone()
    {
        MembershipSnapshot first = Snapshots.Of(1, 1, 2, 3);
        MembershipSnapshot second = first with { Version = 2, Alive = [.. first.Alive.Select(p => p with { State = WorkerState.Terminating })] };
        _table.Apply(first);
        _table.MarkExited(2, new ProcessExit { Signal = 9 });

        _table.Apply(MembershipChange.Between(first, second));

        Assert.Equal([1, 3], _table.View.Pids);
        Assert.Equal(WorkerState.Terminating, _table.StateOf(3));
        Assert.Null(_table.FindPid(Snapshots.Silo(2)));
    }

    [Fact]
    public void Apply_ChangeOfState_IsTold()
    {
        var events = new List<WorkerEvent>();
        MembershipSnapshot first = Snapshots.Of(1, 1, 2);
        _table.Apply(first);
        _table.Subscribe(events.Add);

        _table.Apply(MembershipChange.Between(first, first with { Version = 2, Alive = [first.Alive[0], first.Alive[1] with { State = WorkerState.Terminating }] }));

        Assert.Equal([WorkerState.Connected, WorkerState.Terminating], events.Select(e => e.State));
        Assert.Equal(["joined 1", "joined 2"], _told);
    }

    /// <summary>Whatever is lost or overtaken on the way: who asks for all of it after a gap knows the same as the one authority.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_ChangesGetLostOrOvertakeEachOther_TheOutcomeIsTheSame(int seed)
    {
        var random = new Random(seed);
        MembershipSnapshot now = Snapshots.Of(1, 1);
        _table.Apply(now);
        var underWay = new List<MembershipChange>();
        for (int i = 0; i < 2000; i++)
        {
            MembershipSnapshot before = now;
            now = Next(now, random);
            underWay.Add(MembershipChange.Between(before, now));
            while (underWay.Count > random.Next(4))
            {
                MembershipChange next = underWay[random.Next(underWay.Count)];
                underWay.Remove(next);
                if (random.Next(10) > 0 && _table.Apply(next) < next.Version)
                {
                    _table.Apply(now);
                }
            }
        }

        if (_table.Apply(MembershipChange.NothingSince(now)) < now.Version)
        {
            _table.Apply(now);
        }

        AssertKnows(now, _table);
        Assert.Equal(_told.Count, _told.Distinct().Count());
    }

    private static MembershipSnapshot Next(MembershipSnapshot now, Random random)
    {
        int pid = random.Next(2, now.NextPid + 1);
        return now.Alive.Any(p => p.Pid == pid)
            ? now with { Version = now.Version + 1, Alive = [.. now.Alive.Where(p => p.Pid != pid)], Departed = [.. now.Departed, Snapshots.Departure(pid)] }
            : now with { Version = now.Version + 1, NextPid = now.NextPid + 1, Alive = [.. now.Alive, Snapshots.Process(now.NextPid)] };
    }

    private static void AssertKnows(MembershipSnapshot snapshot, ProcessTable table)
    {
        Assert.Equal(snapshot.Version, table.View.Version);
        Assert.Equal(snapshot.NextPid, table.View.NextPid);
        Assert.Equal(snapshot.Alive.Select(p => p.Pid).Order(), table.View.Pids);
        Assert.Equal(snapshot.Alive, table.View.Processes.Values.Select(m => m.Info).OrderBy(p => p.Pid));
        Assert.All(snapshot.Alive, p => Assert.Equal(p.Pid, table.FindPid(Snapshots.Silo(p.Pid))));
        Assert.All(snapshot.Departed, d => Assert.Equal(d.Exit, table.ExitOf(d.Pid)));
    }
}
