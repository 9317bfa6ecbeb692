using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Messaging;

/// <summary>A process that makes calls over one connection.</summary>
internal sealed class CallingNode : ClusterNode
{
    public CallingNode(ClientMessagingOptions options)
        : base(options, [], [], NullLogger.Instance) => Connection = new Connection(this, "the other end");

    public Connection Connection { get; }

    /// <summary>Takes calls that were not sent over the connection; without it they fail.</summary>
    public Action<Request>? OtherWay { get; set; }

    public override IServiceProvider Services => throw new NotSupportedException();

    public override void Route(IRoutable request) => request.SendOver(Connection);

    public override void RouteAgain(Request request, Connection connection)
    {
        if (OtherWay is null)
        {
            base.RouteAgain(request, connection);
        }
        else
        {
            OtherWay(request);
        }
    }

    public override GrainType ResolveGrainType(Type interfaceType, string? classNamePrefix) => throw new NotSupportedException();

    public override void OnControl(Connection connection, byte[] message) => throw new NotSupportedException();

    protected override Connection? FindConnection(GrainReference reference) =>
        reference.GrainId.Key.ToString()!.StartsWith("routed", StringComparison.Ordinal) ? null : Connection;

    protected override void OnRequest(Connection connection, ReceivedFrame frame) => throw new NotSupportedException();
}
