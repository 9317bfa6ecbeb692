using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public sealed class LinkOptionsTests
{
    public static TheoryData<string, Func<object>> Bad { get; } = new()
    {
        { nameof(LinkOptions.ClusterId), () => TestOptions.Create(clusterId: "") },
        { nameof(LinkOptions.ClusterId), () => TestOptions.Create(clusterId: new string('x', 257)) },
        { nameof(LinkOptions.Secret), () => TestOptions.Create(secret: "") },
        { nameof(LinkOptions.Identity), () => TestOptions.Create(identity: new string('x', 3073)) },
        { nameof(LinkOptions.MinimumVersion), () => TestOptions.Create(minimumVersion: 0) },
        { nameof(LinkOptions.MaximumVersion), () => TestOptions.Create(minimumVersion: 3, maximumVersion: 2) },
        { nameof(LinkOptions.HandshakeTimeout), () => TestOptions.Create(handshakeTimeout: TimeSpan.Zero) },
        { nameof(LinkOptions.MaxPendingHandshakes), () => TestOptions.Create(maxPendingHandshakes: 0) },
        { nameof(LinkOptions.MaxMessageSize), () => TestOptions.Create(maxMessageSize: 100) },
        { nameof(LinkOptions.SendQueueBytes), () => TestOptions.Create(sendQueueBytes: 0) },
        { nameof(LinkOptions.BulkQueueBytes), () => TestOptions.Create(bulkQueueBytes: 0) },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_OutOfRange_NamesTheSetting(string setting, Func<object> create)
    {
        var options = (LinkOptions)create();

        var error = Assert.Throws<ArgumentException>(() => new LinkConnector(options));

        Assert.Equal(setting, error.ParamName);
    }

    [Fact]
    public void Validate_LargestIdentity_FitsIntoTheHandshake()
    {
        var options = TestOptions.Create(identity: new string('x', LinkProtocol.MaxIdentityBytes), clusterId: new string('y', LinkProtocol.MaxClusterIdBytes));
        using var listener = LinkListener.Start(
            null, options, _ => LinkAdmission.Accept(new RecordingHandler()), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        var link = new LinkConnector(options).Connect(listener.EndPoint, _ => LinkAdmission.Accept(new RecordingHandler()));

        Assert.Equal(LinkProtocol.MaxIdentityBytes, link.Peer.Identity.Length);
        link.Close("The test is over.");
    }
}
