using System.Net;
using System.Net.Sockets;
using System.Text;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public sealed class HandshakeTests
{
    private static readonly byte[] Refusal = [7, 0, 0];

    private readonly RecordingLogger _logger = new();

    [Theory]
    [InlineData("another secret", "cluster", "did not prove")]
    [InlineData("a secret of thirty-two characters", "elsewhere", "'elsewhere'")]
    public async Task ConnectAsync_WrongSecretOrCluster_IsRefusedAndTheListenerLives(string secret, string clusterId, string logged)
    {
        using var listener = Listen(TestOptions.Create());

        var error = await Assert.ThrowsAsync<LinkHandshakeException>(() => ConnectAsync(listener, TestOptions.Create(clusterId: clusterId, secret: secret)));

        Assert.Contains("refused the handshake", error.Message, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => !_logger.Messages.IsEmpty, "the refusal is logged");
        Assert.Contains(logged, _logger.Messages.First(), StringComparison.Ordinal);
        Assert.Equal(1, listener.FailedHandshakes);
        await AssertAcceptsAsync(listener);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 9)]
    public async Task ConnectAsync_NoCommonVersion_BothSidesNameBothVersions(int minimum, int maximum)
    {
        using var listener = Listen(TestOptions.Create());

        var error = await Assert.ThrowsAsync<LinkVersionException>(
            () => ConnectAsync(listener, TestOptions.Create(minimumVersion: minimum, maximumVersion: maximum)));

        Assert.Equal((minimum, maximum), error.Own);
        Assert.Equal((1, 1), error.Peer);
        await Eventually.TrueAsync(() => !_logger.Messages.IsEmpty, "the refusal is logged");
        Assert.Contains($"versions {minimum} to {maximum}, and this process 1 to 1", _logger.Messages.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_LoopbackOnlyToAnotherMachine_ThrowsAndSaysWhatToDo()
    {
        var options = new LinkOptions { ClusterId = "cluster", Secret = new byte[] { 1 }, IsLoopbackOnly = true };

        var error = await Assert.ThrowsAsync<LinkHandshakeException>(
            () => new LinkConnector(options).ConnectAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 1), _ => LinkAdmission.Refuse("unexpected")));

        Assert.Contains("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_OverlappingVersions_SpeaksTheNewestCommon()
    {
        using var listener = Listen(TestOptions.Create(minimumVersion: 2, maximumVersion: 5));
        var link = await ConnectAsync(listener, TestOptions.Create(minimumVersion: 1, maximumVersion: 3));

        Assert.Equal(3, link.Peer.Version);
        await CloseAsync(link);
    }

    [Fact]
    public async Task ConnectAsync_ListenerRefusesProvenPeer_ReasonArrives()
    {
        using var listener = LinkListener.Start(null, TestOptions.Create(), _ => LinkAdmission.Refuse("declared dead"), _logger);

        var error = await Assert.ThrowsAsync<LinkRefusedException>(() => ConnectAsync(listener, TestOptions.Create()));

        Assert.Equal("declared dead", error.Reason);
        await Eventually.TrueAsync(() => listener.FailedHandshakes == 1, "the refusal is counted");
    }

    [Fact]
    public async Task ConnectAsync_ConnectorRefusesProvenPeer_ListenerLearnsWhy()
    {
        using var listener = Listen(TestOptions.Create("who I am"));

        var error = await Assert.ThrowsAsync<LinkRefusedException>(() => new LinkConnector(TestOptions.Create())
            .ConnectAsync(listener.EndPoint, peer => LinkAdmission.Refuse($"not you, {Encoding.UTF8.GetString(peer.Identity.Span)}")));

        Assert.Equal("not you, who I am", error.Reason);
        await Eventually.TrueAsync(() => !_logger.Messages.IsEmpty, "the refusal is logged");
        Assert.Contains("not you, who I am", _logger.Messages.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_IsUnreachable()
    {
        var listener = Listen(TestOptions.Create());
        listener.Dispose();

        await Assert.ThrowsAsync<LinkUnreachableException>(() => ConnectAsync(listener, TestOptions.Create()));
    }

    [Fact]
    public async Task ConnectAsync_Cancelled_Ends()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen();
        using var cancellation = new CancellationTokenSource();
        var connecting = new LinkConnector(TestOptions.Create())
            .ConnectAsync((IPEndPoint)silent.LocalEndPoint!, _ => LinkAdmission.Accept(new RecordingHandler()), cancellation.Token);

        Assert.False(connecting.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(Limits.Generous));
    }

    [Fact]
    public void Hello_SecretOnTheWire_Never()
    {
        using var listener = Listen(TestOptions.Create());
        var (peer, said) = RawPeer.Proven(listener.EndPoint, TestOptions.Create());
        peer.Dispose();

        Assert.Equal(-1, said.AsSpan().IndexOf("a secret of thirty-two characters"u8));
        Assert.NotEqual(-1, said.AsSpan().IndexOf("cluster"u8));
    }

    [Fact]
    public async Task Hello_Replayed_IsRefused()
    {
        using var listener = Listen(TestOptions.Create());
        var (first, said) = RawPeer.Proven(listener.EndPoint, TestOptions.Create());
        first.Dispose();

        using var again = new RawPeer(listener.EndPoint);
        again.Send(said);

        AssertHelloAndRefusal(again.ReadToEnd());
        await Eventually.TrueAsync(() => listener.FailedHandshakes == 1, "the replay is counted");
        await AssertAcceptsAsync(listener);
    }

    [Fact]
    public async Task Proof_ReflectedByAFalseListener_IsNotBelieved()
    {
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var connecting = new LinkConnector(TestOptions.Create("my identity"))
            .ConnectAsync((IPEndPoint)listening.LocalEndPoint!, _ => LinkAdmission.Accept(new RecordingHandler()));
        using var peer = new RawPeer(await listening.AcceptAsync());

        var hello = ReadRecord(peer);
        peer.Send(Record(2, hello));
        peer.Send(Record(4, ReadRecord(peer)));

        var error = await Assert.ThrowsAsync<LinkHandshakeException>(() => connecting.WaitAsync(Limits.Generous));
        Assert.Contains("did not prove", error.Message, StringComparison.Ordinal);
        Assert.Empty(peer.ReadToEnd());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\u0001\u002c\u0000NOTMAGIC-and-then-thirty-six-more-bytes-of-it")]
    [InlineData("\u0001\u0088\u0013 a hello of 5,000 bytes")]
    [InlineData("\u0003\u0020\u0000a proof before any hello, 32 bytes")]
    public async Task Hello_Garbage_GetsTheOneRefusal(string garbage)
    {
        using var listener = Listen(TestOptions.Create());
        using var peer = new RawPeer(listener.EndPoint);
        peer.Send(Encoding.Latin1.GetBytes(garbage));

        Assert.Equal(Refusal, peer.ReadToEnd());
        await Eventually.TrueAsync(() => listener.FailedHandshakes == 1, "the garbage is counted");
        await AssertAcceptsAsync(listener);
    }

    [Fact]
    public async Task Hello_WrongSecretOrWrongCluster_AnswersLookTheSame()
    {
        using var listener = Listen(TestOptions.Create());
        foreach (var options in new[] { TestOptions.Create(secret: "another"), TestOptions.Create(clusterId: "elsewhere") })
        {
            using var peer = new RawPeer(listener.EndPoint);
            peer.Send(Record(1, Orleans.Runtime.Networking.Handshake.HandshakeHello.Create(options, withClusterId: true).Encoded));
            peer.Send(Record(3, new byte[32]));
            AssertHelloAndRefusal(peer.ReadToEnd());
        }

        await Eventually.TrueAsync(() => listener.FailedHandshakes == 2, "both are counted");
    }

    [Fact]
    public async Task Hello_CutOffAnywhere_ListenerLives()
    {
        using var listener = Listen(TestOptions.Create());
        var (whole, said) = RawPeer.Proven(listener.EndPoint, TestOptions.Create());
        whole.Dispose();

        // The first record alone; what follows it could not be right anyway.
        for (var length = 0; length < 60; length++)
        {
            using var peer = new RawPeer(listener.EndPoint);
            peer.Send(said.AsSpan(0, length));
            peer.EndSending();
            peer.ReadToEnd();
        }

        await Eventually.TrueAsync(() => listener.FailedHandshakes == 60 && listener.PendingHandshakes == 0, "all are counted");
        await AssertAcceptsAsync(listener);
    }

    [Fact]
    public async Task Hello_Slow_EndsAtTheTimeLimit()
    {
        var time = new ManualTime();
        using var listener = Listen(TestOptions.Create(timeProvider: time, handshakeTimeout: TimeSpan.FromSeconds(10)));
        using var peer = new RawPeer(listener.EndPoint);
        peer.Send([1]);

        await Eventually.TrueAsync(TimePasses, "the slow peer is refused");
        Assert.Equal(Refusal, peer.ReadToEnd());
        Assert.Contains("within 10 s", _logger.Messages.Single(), StringComparison.Ordinal);

        bool TimePasses()
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return listener.FailedHandshakes == 1;
        }
    }

    [Fact]
    public async Task Failures_ManyFromOneAddress_AreLoggedOncePerMinute()
    {
        var time = new ManualTime();
        using var listener = Listen(TestOptions.Create(timeProvider: time));
        await FailAsync(5);
        Assert.Single(_logger.Messages);

        time.Advance(TimeSpan.FromSeconds(61));
        await FailAsync(5);
        Assert.Equal(2, _logger.Messages.Count);

        async Task FailAsync(int count)
        {
            var expected = listener.FailedHandshakes + count;
            for (var i = 0; i < count; i++)
            {
                using var peer = new RawPeer(listener.EndPoint);
                peer.Send("nonsense"u8);
                peer.ReadToEnd();
            }

            await Eventually.TrueAsync(() => listener.FailedHandshakes == expected, "all are counted");
        }
    }

    [Fact]
    public async Task Listener_SilentPeersHoldAllPlaces_ProvenPeerGetsIn()
    {
        using var listener = Listen(TestOptions.Create(maxPendingHandshakes: 4));
        var silent = Enumerable.Range(0, 12).Select(_ => new RawPeer(listener.EndPoint)).ToList();

        await AssertAcceptsAsync(listener);

        Assert.True(listener.PendingHandshakes <= 4);
        silent.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public void Dispose_HandshakePending_BreaksItOff()
    {
        var listener = Listen(TestOptions.Create());
        using var peer = new RawPeer(listener.EndPoint);
        peer.Send([1]);

        listener.Dispose();

        Assert.True(peer.ReadToEnd().Length <= Refusal.Length);
    }

    private LinkListener Listen(LinkOptions options) =>
        LinkListener.Start(null, options, _ => LinkAdmission.Accept(new RecordingHandler()), _logger);

    private static Task<Link> ConnectAsync(LinkListener listener, LinkOptions options) =>
        new LinkConnector(options).ConnectAsync(listener.EndPoint, _ => LinkAdmission.Accept(new RecordingHandler())).WaitAsync(Limits.Generous);

    private static async Task AssertAcceptsAsync(LinkListener listener)
    {
        var link = await ConnectAsync(listener, TestOptions.Create());
        Assert.True(link.IsOpen);
        await CloseAsync(link);
    }

    private static async Task CloseAsync(Link link)
    {
        link.Close("The test is over.");
        await link.Ended.WaitAsync(Limits.Generous);
    }

    private static byte[] Record(byte type, byte[] content) => [type, (byte)content.Length, (byte)(content.Length >> 8), .. content];

    private static byte[] ReadRecord(RawPeer peer)
    {
        var header = peer.Read(3);
        return peer.Read(header[1] | (header[2] << 8));
    }

    private static void AssertHelloAndRefusal(byte[] answer)
    {
        Assert.Equal(3 + 44 + 3, answer.Length);
        Assert.Equal(2, answer[0]);
        Assert.Equal(Refusal, answer[^3..]);
    }
}
