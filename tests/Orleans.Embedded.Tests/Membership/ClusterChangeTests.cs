using System.Net;
using Orleans.Runtime;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;

namespace Orleans.Embedded.Tests.Membership;

/// <summary>What silos are told in place of all members when something changes.</summary>
public sealed class ClusterChangeTests
{
    private static readonly GrainType Echo = GrainType.Create("echo");
    private static readonly GrainType Other = GrainType.Create("other");
    private static readonly GrainManifest Manifest = new([new GrainTypeRecord(Echo, "Some.EchoGrain", null, ["Some.IEcho"])]);
    private static readonly GrainManifest OtherManifest = new([.. Manifest.Types, new GrainTypeRecord(Other, "Some.OtherGrain", null, ["Some.IOther"])]);

    [Fact]
    public void With_MemberBecomesActive_IsFoundAndTheOthersStay()
    {
        ClusterView before = ViewOf(Member(1), Member(2), Member(3, SiloStatus.Joining));

        ClusterView after = before.With(Change(before, Member(3)));

        Assert.Equal([Silo(1), Silo(2)], before.ActiveSilos);
        Assert.Equal([Silo(1), Silo(2), Silo(3)], after.ActiveSilos);
        Assert.Equal([Silo(1), Silo(2), Silo(3)], after.Index.SilosWith(Echo));
        Assert.Equal(3, after.Snapshot.Members.Count);
        Assert.Equal(before.Version + 1, after.Snapshot.Version.Value);
        Assert.Same(before.Find(Silo(1)), after.Find(Silo(1)));
    }

    [Fact]
    public void With_OneHasOtherClasses_TheyAreFoundWhereTheyAreAndForgottenWithIt()
    {
        ClusterView first = ViewOf(Member(1), Member(2));
        ClusterView second = first.With(Change(first, Member(3) with { Manifest = OtherManifest }));
        ClusterView third = second.With(Change(second, Member(3, SiloStatus.Dead) with { Manifest = OtherManifest }));

        Assert.Empty(first.Index.SilosWith(Other));
        Assert.Equal([Silo(3)], second.Index.SilosWith(Other));
        Assert.Equal([Silo(1), Silo(2), Silo(3)], second.Index.SilosWith(Echo));
        Assert.Equal("Some.OtherGrain", second.Index.Find(Other)!.ClassName);
        Assert.Null(third.Index.Find(Other));
        Assert.Equal([Silo(1), Silo(2)], third.Index.SilosWith(Echo));
    }

    [Fact]
    public void With_ForgottenMember_IsNotListed()
    {
        ClusterView before = ViewOf(Member(1), Member(2, SiloStatus.Dead), Member(3));

        ClusterView after = before.With(new ClusterChange(before.Version + 1, [], [Silo(2), Silo(9)]));

        Assert.Equal(SiloStatus.None, after.StatusOf(Silo(2)));
        Assert.Equal(2, after.Members.Count());
    }

    /// <summary>A view that has come about change by change is the same as one that is made anew.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_ManyChanges_IsAsMadeAnew(int seed)
    {
        var random = new Random(seed);
        ClusterView view = ViewOf();
        for (int i = 0; i < 500; i++)
        {
            MemberRecord member = Member(random.Next(1, 20), (SiloStatus)random.Next(1, 6)) with { Manifest = random.Next(3) == 0 ? OtherManifest : Manifest };
            view = view.With(random.Next(4) == 0
                ? new ClusterChange(view.Version + 1, [], [member.Address])
                : Change(view, member));

            var anew = new ClusterView(view.Version, view.Members);
            Assert.Equal(anew.ActiveSilos, view.ActiveSilos);
            Assert.Equal(anew.Index.SilosWith(Echo), view.Index.SilosWith(Echo));
            Assert.Equal(anew.Index.SilosWith(Other), view.Index.SilosWith(Other));
            Assert.Equal(anew.Index.Find(Other), view.Index.Find(Other));
        }
    }

    [Fact]
    public void Read_WhatWriteWrote_IsTheSame()
    {
        ClusterView known = ViewOf(Member(1), Member(2));
        MemberRecord joined = Member(3, SiloStatus.Joining) with { Manifest = OtherManifest, Gateway = new IPEndPoint(IPAddress.Loopback, 30000) };
        var table = new GrainManifestTable();
        table.Add(Manifest);

        ClusterChange read = Pass(new ClusterChange(8, [joined, Member(2, SiloStatus.Dead)], [Silo(1)]), known, table);

        Assert.True(read.IsComplete);
        Assert.Equal(8, read.Version);
        Assert.Equal([Silo(3), Silo(2)], read.Members.Select(member => member.Address));
        Assert.Equal([SiloStatus.Joining, SiloStatus.Dead], read.Members.Select(member => member.Status));
        Assert.Equal([OtherManifest.Hash, Manifest.Hash], read.Members.Select(member => member.Manifest.Hash));
        Assert.Equal(30000, read.Members[0].Gateway!.Port);
        Assert.Equal([Silo(1)], read.Forgotten);
    }

    [Fact]
    public void Read_ClassesThatWereNeverHeardOf_IsNotComplete() =>
        Assert.False(Pass(new ClusterChange(8, [Member(3)], []), ViewOf(Member(1)), new GrainManifestTable()).IsComplete);

    [Fact]
    public void Write_LargeCluster_IsNoLonger()
    {
        Assert.Equal(SizeIn(2), SizeIn(500));
        Assert.InRange(SizeIn(500), 1, 100);

        static int SizeIn(int silos)
        {
            using MessageBuffer buffer = MessageBuffer.Rent();
            Change(ViewOf(), Member(9)).Write(buffer, ViewOf([.. Enumerable.Range(1, silos).Select(port => Member(port))]));
            return buffer.Length;
        }
    }

    private static ClusterChange Pass(ClusterChange change, ClusterView known, GrainManifestTable table)
    {
        using MessageBuffer buffer = MessageBuffer.Rent();
        change.Write(buffer, known);
        var reader = new MessageReader(buffer.Sequence);
        var read = ClusterChange.Read(ref reader, table);
        Assert.Equal(0, reader.Rest.Length);
        return read;
    }

    private static ClusterView ViewOf(params MemberRecord[] members) => new(7, members);

    private static ClusterChange Change(ClusterView before, MemberRecord member) => new(before.Version + 1, [member], []);

    private static MemberRecord Member(int port, SiloStatus status = SiloStatus.Active) => new(Silo(port), $"silo {port}", status, null, Manifest);

    private static SiloAddress Silo(int port) => SiloAddress.New(IPAddress.Loopback, port, 1);
}
