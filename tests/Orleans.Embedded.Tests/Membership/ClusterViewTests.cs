using System.Net;
using Orleans.Runtime;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;

namespace Orleans.Embedded.Tests.Membership;

public sealed class ClusterViewTests
{
    private static readonly GrainManifest Manifest = new([new GrainTypeRecord(GrainType.Create("echo"), "Some.EchoGrain", null, ["Some.IEcho", "Some.IOther"])]);
    private static readonly SiloAddress First = SiloAddress.New(IPAddress.Loopback, 1, 1);
    private static readonly SiloAddress Second = SiloAddress.New(IPAddress.Loopback, 2, 1);

    private static readonly ClusterView View = new(
        7,
        [
            new MemberRecord(Second, "second", SiloStatus.Active, null, Manifest),
            new MemberRecord(First, "first", SiloStatus.Active, new IPEndPoint(IPAddress.Loopback, 30000), Manifest),
            new MemberRecord(SiloAddress.New(IPAddress.Loopback, 3, 1), "third", SiloStatus.Dead, null, GrainManifest.Empty),
        ]);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSame()
    {
        using MessageBuffer buffer = MessageBuffer.Rent();
        View.Write(buffer);
        var reader = new MessageReader(buffer.Sequence);

        var read = ClusterView.Read(ref reader, new GrainManifestTable());

        Assert.Equal(View.Version, read.Version);
        Assert.Equal(View.Snapshot.Members.Values.OrderBy(Name), read.Snapshot.Members.Values.OrderBy(Name));
        Assert.Equal(30000, read.Find(First)!.Gateway!.Port);
        Assert.Equal([First, Second], read.Index.SilosWith(GrainType.Create("echo")));
        Assert.Equal(0, reader.Rest.Length);

        static string Name(ClusterMember member) => member.Name;
    }

    [Fact]
    public void Write_SilosWithTheSameClasses_WritesTheClassesOnce()
    {
        Assert.InRange(SizeOf(100) - SizeOf(99), 1, 100);

        static int SizeOf(int silos)
        {
            using MessageBuffer buffer = MessageBuffer.Rent();
            new ClusterView(1, Enumerable.Range(1, silos).Select(port =>
                new MemberRecord(SiloAddress.New(IPAddress.Loopback, port, 1), $"silo {port}", SiloStatus.Active, null, Manifest))).Write(buffer);
            return buffer.Length;
        }
    }

    [Fact]
    public void ActiveSilos_Always_AreInOrderAndWithoutTheDead() => Assert.Equal([First, Second], View.ActiveSilos);

    [Fact]
    public void StatusOf_EarlierRunAtAnEndpointThatIsTaken_IsDead() =>
        Assert.Equal(SiloStatus.Dead, View.StatusOf(SiloAddress.New(IPAddress.Loopback, 1, 0)));

    [Fact]
    public void StatusOf_Stranger_IsNone() => Assert.Equal(SiloStatus.None, View.StatusOf(SiloAddress.New(IPAddress.Loopback, 99, 1)));
}
