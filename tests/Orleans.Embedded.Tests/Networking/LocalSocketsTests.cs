using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Networking;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Which way processes of one machine are connected.</summary>
public sealed class LocalSocketsTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Connect_BothEndsWishSo_IsLocal(bool listener, bool connector)
    {
        using LinkListener listening = Listen(null, listener);
        Assert.Equal(listener && connector && OperatingSystem.IsLinux(), await ConnectsLocallyAsync(listening.EndPoint, connector));
    }

    [Fact]
    public async Task Connect_SecondListenerAtThePort_IsLocalAgain()
    {
        IPEndPoint endPoint;
        using (LinkListener first = Listen(null, usesLocalSockets: true))
        {
            endPoint = first.EndPoint;
            Assert.Equal(OperatingSystem.IsLinux(), await ConnectsLocallyAsync(endPoint, usesLocalSockets: true));
        }

        Assert.Null(LocalSockets.TryConnect(endPoint));
        using LinkListener second = Listen(endPoint, usesLocalSockets: true);
        Assert.Equal(OperatingSystem.IsLinux(), await ConnectsLocallyAsync(endPoint, usesLocalSockets: true));
    }

    [Fact]
    public async Task Connect_NameIsTakenByAnother_GoesOverThePort()
    {
        IPEndPoint endPoint;
        using (LinkListener first = Listen(null, usesLocalSockets: false))
        {
            endPoint = first.EndPoint;
        }

        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (OperatingSystem.IsLinux())
        {
            other.Bind(new UnixDomainSocketEndPoint($"\0Orleans.Embedded/{endPoint}"));
        }

        Assert.Null(LocalSockets.TryListen(endPoint, 1));
        using LinkListener listener = Listen(endPoint, usesLocalSockets: true);
        Assert.False(await ConnectsLocallyAsync(endPoint, usesLocalSockets: true));
    }

    [Fact]
    public void TryListen_AllAddresses_IsNothing()
    {
        Assert.Null(LocalSockets.TryListen(new IPEndPoint(IPAddress.Any, 1), 1));
        Assert.Null(LocalSockets.TryListen(new IPEndPoint(IPAddress.IPv6Any, 1), 1));
        Assert.Null(LocalSockets.TryConnect(new IPEndPoint(IPAddress.Any, 1)));
    }

    private static LinkListener Listen(IPEndPoint? endPoint, bool usesLocalSockets) => LinkListener.Start(
        endPoint, TestOptions.Create() with { UsesLocalSockets = usesLocalSockets }, _ => LinkAdmission.Accept(new RecordingHandler()), NullLogger.Instance);

    private static async Task<bool> ConnectsLocallyAsync(IPEndPoint endPoint, bool usesLocalSockets)
    {
        var handler = new RecordingHandler();
        var connector = new LinkConnector(TestOptions.Create() with { UsesLocalSockets = usesLocalSockets });
        Link link = await connector.ConnectAsync(endPoint, _ => LinkAdmission.Accept(handler));
        Assert.Equal(endPoint, link.Peer.RemoteEndPoint);
        bool isLocal = link.IsLocal;
        link.Close("The test is over.");
        await link.Ended.WaitAsync(Limits.Generous);
        return isLocal;
    }
}
