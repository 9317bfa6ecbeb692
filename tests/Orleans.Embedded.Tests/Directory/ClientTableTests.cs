using System.Net;
using Orleans.Runtime;
using Orleans.Runtime.Directory;

namespace Orleans.Embedded.Tests.Directory;

public sealed class ClientTableTests
{
    private static readonly GrainId Client = ObserverIds.NewClient();
    private static readonly SiloAddress First = SiloAddress.New(IPAddress.Loopback, 1, 1);
    private static readonly SiloAddress Second = SiloAddress.New(IPAddress.Loopback, 2, 1);

    private readonly ClientTable _table = new();

    [Fact]
    public void Find_ClientOfSeveralGateways_GivesTheLatest()
    {
        _table.Add(Client, First);
        _table.Add(Client, Second);

        Assert.Equal(Second, _table.Find(Client, _ => true));

        _table.Add(Client, First);

        Assert.Equal(First, _table.Find(Client, _ => true));
    }

    [Fact]
    public void Find_LatestGatewayIsAboutToStop_GivesOneThatIsNot()
    {
        _table.Add(Client, First);
        _table.Add(Client, Second);

        Assert.Equal(First, _table.Find(Client, gateway => gateway != Second));
        Assert.Equal(Second, _table.Find(Client, _ => false));
    }

    [Fact]
    public void Remove_OneOfItsGateways_LeavesTheOther()
    {
        _table.Add(Client, First);
        _table.Add(Client, Second);

        _table.Remove(Client, Second);

        Assert.Equal(First, _table.Find(Client, _ => true));
    }

    [Fact]
    public void RemoveGateway_OfAllItsGateways_LeavesNothing()
    {
        _table.Add(Client, First);
        _table.Add(Client, Second);

        _table.RemoveGateway(First);
        _table.RemoveGateway(Second);

        Assert.Null(_table.Find(Client, _ => true));
    }
}
