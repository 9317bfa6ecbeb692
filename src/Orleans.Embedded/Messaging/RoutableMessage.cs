using Orleans.Runtime.Invocation;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>A request that came from elsewhere and was not read, because it may have to go on.</summary>
internal sealed class RoutableMessage : IRoutable, IDisposable
{
    private readonly ClusterNode _node;
    private readonly Connection _origin;
    private readonly ReceivedPayload _payload;
    private RequestHeader _header;

    public RoutableMessage(ClusterNode node, Connection origin, in RequestHeader header, ReceivedPayload payload)
    {
        _node = node;
        _origin = origin;
        _header = header;
        _payload = payload;
        if (header.IsCancellable)
        {
            origin.RememberUnplaced(header.Id);
        }
    }

    public GrainId Target => _header.Target;

    public GrainInterfaceType Interface => default;

    public bool HasUnreadContext => _header.HasContext;

    public Dictionary<string, object>? Context => _header.HasContext
        ? MessageCodec.ReadContext(_payload.Bytes.Slice(_header.BodyStart), _node)
        : null;

    public Connection? Origin => _origin;

    public int ForwardCount => _header.ForwardCount;

    public void SendOver(Connection connection)
    {
        ulong originId = _header.Id;
        RelayedRequest? relayed = null;
        if (_header.Kind == MessageKind.Request)
        {
            relayed = new RelayedRequest(_node, _origin, _header.Id, _header.Target, _header.IsCancellable);
            _node.Calls.Add(relayed);
            relayed.Connection = connection;
            _header.Id = relayed.Id;
        }

        MessageBuffer message = MessageBuffer.Rent();
        _header.Write(message);
        foreach (ReadOnlyMemory<byte> part in _payload.Bytes.Slice(_header.BodyStart))
        {
            message.WriteBytes(part.Span);
        }

        Dispose();
        string? failure = null;
        try
        {
            failure = connection.Send(message, OrderingKeys.Of(Target)) ? null : _node.UnreachableText(connection);
        }
        catch (ArgumentException tooLarge)
        {
            failure = tooLarge.Message;
        }

        if (failure is not null && relayed is not null && _node.Calls.TryTake(relayed.Id, relayed))
        {
            relayed.OnRejection(RejectionKind.SiloUnavailable, failure);
        }

        if (TakeCancelled(originId))
        {
            relayed?.Cancel();
        }
    }

    public void RunIn(ICallTarget target)
    {
        Request? request = _node.ReadRequest(_origin, _header, _payload, target);
        bool isCancelled = TakeCancelled(_header.Id);
        if (request is not null)
        {
            if (isCancelled)
            {
                request.TryCancel();
            }

            target.Receive(request);
        }
    }

    public void Reject(RejectionKind kind, string reason)
    {
        Dispose();
        TakeCancelled(_header.Id);
        if (_header.Kind == MessageKind.Request)
        {
            Answers.SendRejection(_origin, _header.Id, kind, reason);
        }
    }

    public void Dispose() => _payload.Dispose();

    // Whether the call was cancelled while it was not known where it belongs.
    private bool TakeCancelled(ulong originId) => _header.IsCancellable && _origin.TakeUnplaced(originId);
}
