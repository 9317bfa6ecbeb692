using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Silos and clients that were not told of a change of the membership.</summary>
public sealed class MissedChangeTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();
    private SiloNode _head = null!;
    private SiloNode _member = null!;

    public async Task InitializeAsync()
    {
        await _cluster.DeployAsync();
        _head = NodeOf(_cluster.Primary!);
        _member = NodeOf(_cluster.SecondarySilos[0]);
        await Eventually.TrueAsync(() => _member.Membership.Current.Version == _head.Leader!.View.Version, "the member knows the members");
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Change_TheOneBeforeWasMissed_TheHeadIsAskedForAll()
    {
        Connection connection = _head.Peers.Find(_member.Address)!;
        long known = _member.Membership.Current.Version;

        // Nothing is sent over a connection that is not listed.
        _head.Peers.Remove(connection);
        _head.Leader!.Join(Newcomer(1));
        _head.Peers.Add(connection);
        Assert.Equal(known, _member.Membership.Current.Version);
        _head.Leader.Join(Newcomer(2));

        await Eventually.TrueAsync(() => _member.Membership.Current.Find(Newcomer(1).Address) is not null, "the member knows what it has missed");
        Assert.NotNull(_member.Membership.Current.Find(Newcomer(2).Address));
        Assert.NotNull(_member.Membership.Current.Find(_member.Address));
    }

    [Fact]
    public async Task Leaving_ItsChangeWasMissed_IsHeededWhenAllIsKnown()
    {
        Connection connection = _head.Peers.Find(_member.Address)!;
        _head.Peers.Remove(connection);
        _head.Leader!.Join(Newcomer(1));
        _head.Peers.Add(connection);

        // As the end of a silo tells others of it.
        connection.IsToldOfLeaving = true;
        Peers.SendTo(connection, ControlKind.Change, new ClusterChange(_head.Leader.View.Version + 1, [Newcomer(3)], []), _head.Leader.View);
        connection.SendControl([(byte)ControlKind.Leaving]);

        await Eventually.TrueAsync(() => connection.HasLeft, "the member has heeded that the other leaves");
        Assert.NotNull(_member.Membership.Current.Find(Newcomer(1).Address));
    }

    [Fact]
    public async Task ClientChange_TheOneBeforeWasMissed_TheGatewayIsAskedForAll()
    {
        // All gateways of the client: one that tells it would do.
        SiloNode[] silos = [_head, _member];
        await Eventually.TrueAsync(() => silos.All(silo => silo.Peers.Clients.Any()), "the client has found both gateways");
        Connection[] clients = [.. silos.Select(silo => silo.Peers.Clients.Single())];
        foreach ((SiloNode silo, Connection client) in silos.Zip(clients))
        {
            silo.Peers.Remove(client);
        }

        _head.Leader!.Join(Newcomer(1));
        await Eventually.TrueAsync(() => silos.All(silo => silo.Membership.Current.Find(Newcomer(1).Address) is not null), "the silos know the newcomer");
        foreach ((SiloNode silo, Connection client) in silos.Zip(clients))
        {
            silo.Peers.Add(client);
        }

        _head.Leader.Join(Newcomer(2));

        ClientNode node = _cluster.Client.ServiceProvider.GetRequiredService<ClientNode>();
        await Eventually.TrueAsync(() => node.View.Find(Newcomer(1).Address) is not null && node.View.Find(Newcomer(2).Address) is not null, "the client knows what it has missed");
    }

    private static SiloNode NodeOf(SiloHandle silo) => ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<SiloNode>();

    // Nobody listens there, which the head finds out one day.
    private static MemberRecord Newcomer(int port) =>
        new(SiloAddress.New(IPAddress.Loopback, port, 1), $"newcomer {port}", SiloStatus.Joining, null, GrainManifest.Empty);
}
