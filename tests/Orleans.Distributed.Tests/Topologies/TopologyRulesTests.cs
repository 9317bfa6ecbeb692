using Orleans.Distributed.Membership;
using Orleans.Distributed.Topologies;

namespace Orleans.Distributed.Tests.Topologies;

/// <summary>What a topology may become.</summary>
public sealed class TopologyRulesTests
{
    private static readonly MembershipSnapshot Alone = new() { NextPid = 2, Alive = [Process(1)] };

    [Theory]
    [InlineData(null, null, Topology.AllToAll, true)]
    [InlineData(null, false, Topology.AllToAll, false)]
    [InlineData(Topology.AllToAll, true, Topology.AllToAll, true)]
    [InlineData(Topology.MasterWorker, null, Topology.MasterWorker, false)]
    [InlineData(Topology.MasterWorker, false, Topology.MasterWorker, false)]
    [InlineData(Topology.Custom, null, Topology.Custom, false)]
    public void Reserve_HeadAlone_TakesWhatIsWanted(Topology? wanted, bool? lazy, Topology topology, bool isLazy)
    {
        TopologyState state = Reserve(Alone, wanted, lazy);
        Assert.Equal((topology, isLazy), (state.Topology, state.Lazy));
    }

    [Theory]
    [InlineData(Topology.MasterWorker)]
    [InlineData(Topology.Custom)]
    public void Reserve_LazyThatMeansNothing_IsRefused(Topology topology)
    {
        var error = Assert.Throws<ArgumentException>(() => Reserve(Alone, topology, true));
        Assert.Contains($"A topology that is {topology} cannot be lazy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reserve_NothingSaid_StaysAsItIs()
    {
        TopologyState eager = Reserve(With(new TopologyState { Lazy = false }), null, null);
        Assert.Equal((Topology.AllToAll, false), (eager.Topology, eager.Lazy));
        TopologyState masterWorker = Reserve(With(new TopologyState { Topology = Topology.MasterWorker, Lazy = false }), null, null);
        Assert.Equal((Topology.MasterWorker, false), (masterWorker.Topology, masterWorker.Lazy));
    }

    [Theory]
    [InlineData(Topology.AllToAll, Topology.MasterWorker)]
    [InlineData(Topology.MasterWorker, Topology.AllToAll)]
    [InlineData(Topology.MasterWorker, Topology.Custom)]
    [InlineData(Topology.Custom, Topology.MasterWorker)]
    public void Reserve_AnotherTopologyThanThatOfWorkers_IsRefused(Topology now, Topology wanted)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Reserve(With(new TopologyState { Topology = now, Lazy = now == Topology.AllToAll }), wanted, null));
        Assert.StartsWith($"Workers with Topology {now} already exist. Requested Topology {wanted} cannot be set.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "J-416")]
    public void Reserve_AnotherLazinessThanThatOfWorkers_IsRefused(bool lazy)
    {
        var error = Assert.Throws<ArgumentException>(() => Reserve(With(new TopologyState { Lazy = lazy }), null, !lazy));
        Assert.StartsWith(
            $"Active workers with lazy={(lazy ? "true" : "false")}. Cannot set lazy={(lazy ? "false" : "true")}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reserve_WorkersAreAboutToJoin_CountsThem()
    {
        MembershipSnapshot launching = Alone with { NextPid = 4, Topology = new TopologyState { Topology = Topology.MasterWorker, Lazy = false } };
        Assert.Throws<InvalidOperationException>(() => Reserve(launching, Topology.AllToAll, null));
        MembershipSnapshot failed = launching with { Departed = [new(2, new ProcessExit()), new(3, new ProcessExit())] };
        Assert.Equal(Topology.AllToAll, Reserve(failed, Topology.AllToAll, null).Topology);
        Assert.Equal(Topology.AllToAll, Reserve(launching with { GoneThrough = 3 }, null, null).Topology);
    }

    [Fact]
    public void Reserve_Idents_AreKeptWithThePids()
    {
        TopologyState state = TopologyRules.Reserve(Alone, Custom(new("a", "b"), new("b")), [2, 3]);
        Assert.Equal([(2, "a"), (3, "b")], state.Idents.Select(place => (place.Pid, place.Ident!)));
        Assert.True(new TopologyView(state).AreLinked(3, 2));
    }

    [Fact]
    public void Reserve_IdentsInAnotherTopology_AreRefused() =>
        Assert.Throws<ArgumentException>(() => TopologyRules.Reserve(Alone, new TopologyRequest { Idents = [new("a")] }, [2]));

    [Fact]
    public void Reserve_NotOneIdentForEach_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => TopologyRules.Reserve(Alone, Custom(new WorkerIdent("a")), [2, 3]));
        Assert.Equal("There are 1 idents for 2 workers. Give one for each.", error.Message);
    }

    [Fact]
    public void Reserve_IdentTwice_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => TopologyRules.Reserve(Alone, Custom(new("a"), new("a")), [2, 3]));
        Assert.Equal("Worker 3 cannot have the ident 'a': another worker has it.", error.Message);
    }

    [Fact]
    public void Reserve_IdentOfAWorkerThatIsThere_IsRefused()
    {
        TopologyState state = TopologyRules.Reserve(Alone, Custom(new WorkerIdent("a")), [2]);
        Assert.Throws<ArgumentException>(() => TopologyRules.Reserve(With(state), Custom(new WorkerIdent("a")), [3]));
        TopologyState left = TopologyRules.Without(state, [2]);
        Assert.Equal("a", Assert.Single(TopologyRules.Reserve(With(left), Custom(new WorkerIdent("a")), [3]).Idents).Ident);
    }

    [Fact]
    public void Reserve_LinkToNobody_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => TopologyRules.Reserve(Alone, Custom(new("a", "c", "b"), new("b")), [2, 3]));
        Assert.Equal("Worker 2 cannot be linked to 'c': no worker has that ident. The idents are: a, b.", error.Message);
    }

    [Fact]
    public void Place_SomeCannotHaveTheirs_OthersDo()
    {
        TopologyState state = TopologyRules.Reserve(Alone, Custom(new WorkerIdent("a")), [2]);
        TopologyState placed = TopologyRules.Place(
            state, [new(3, "a", []), new(4, "d", ["a"]), new(5, "e", ["nobody"])], out string?[] errors);
        Assert.Equal([true, false, true], errors.Select(error => error is not null));
        Assert.Equal([2, 4], placed.Idents.Select(place => place.Pid));
        Assert.True(new TopologyView(placed).AreLinked(2, 4));
    }

    [Fact]
    public void Place_AgainForTheSameProcess_ReplacesItsPlace()
    {
        TopologyState state = TopologyRules.Reserve(Alone, Custom(new WorkerIdent("a")), [2]);
        TopologyState placed = TopologyRules.Place(state, [new(2, "b", [])], out string?[] errors);
        Assert.Null(Assert.Single(errors));
        Assert.Equal("b", Assert.Single(placed.Idents).Ident);
    }

    [Theory]
    [InlineData(Topology.AllToAll, 2, 3, true)]
    [InlineData(Topology.MasterWorker, 2, 3, false)]
    [InlineData(Topology.MasterWorker, 1, 3, true)]
    [InlineData(Topology.MasterWorker, 3, 1, true)]
    [InlineData(Topology.MasterWorker, 3, 3, true)]
    [InlineData(Topology.Custom, 2, 3, true)]
    [InlineData(Topology.Custom, 3, 2, true)]
    [InlineData(Topology.Custom, 2, 4, false)]
    [InlineData(Topology.Custom, 4, 5, false)]
    [InlineData(Topology.Custom, 9, 2, false)]
    [InlineData(Topology.Custom, 9, 9, true)]
    [InlineData(Topology.Custom, 1, 9, true)]
    public void AreLinked_EachTopology_AsItSays(Topology topology, int one, int other, bool linked)
    {
        var state = new TopologyState { Topology = topology, Idents = [new(2, "a", []), new(3, null, ["a"]), new(4, "c", []), new(5, null, [])] };
        Assert.Equal(linked, new TopologyView(state).AreLinked(one, other));
    }

    private static TopologyState Reserve(MembershipSnapshot snapshot, Topology? topology, bool? lazy) =>
        TopologyRules.Reserve(snapshot, new TopologyRequest { Topology = topology, Lazy = lazy }, [snapshot.NextPid]);

    private static TopologyRequest Custom(params WorkerIdent[] idents) => new() { Topology = Topology.Custom, Idents = idents };

    private static MembershipSnapshot With(TopologyState state) => Alone with { NextPid = 3, Alive = [Process(1), Process(2)], Topology = state };

    private static ProcessInfo Process(int pid) => new(pid, "here", 1, 1, "");
}
