using Orleans.Runtime.Invocation;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>A request of this process, or one that was read here and has to go on elsewhere.</summary>
internal sealed class RoutableCall(Request request, ClusterNode node) : IRoutable
{
    public GrainId Target => request.Target;

    public GrainInterfaceType Interface => request.Method.InterfaceType;

    public bool HasUnreadContext => request is { HasUnreadContext: true, Unread: not null };

    public Dictionary<string, object>? Context => request.PeekContext(node);

    public Connection? Origin => request.Origin;

    public int ForwardCount => request.ForwardCount;

    public void SendOver(Connection connection)
    {
        try
        {
            Send(connection);
        }
#pragma warning disable CA1031 // Whatever keeps the request from being sent is its outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            request.Fail(error, node);
        }
    }

    public void RunIn(ICallTarget target)
    {
        request.LocalCaller?.RunsHere(request);
        target.Receive(request);
    }

    public void Reject(RejectionKind kind, string reason) => request.Reject(kind, reason, node);

    private void Send(Connection connection)
    {
        request.Read(node);
        IAwaitedMessage? awaited = request.LocalCaller;
        if (awaited is null && request.Origin is { } origin)
        {
            awaited = new RelayedRequest(node, origin, request.OriginId, request.Target, request.IsCancellable);
            node.Calls.Add(awaited);
            origin.Forget(request);
        }

        RequestHeader header = RequestHeader.For(
            request.Method, awaited?.Id ?? 0, request.Target, request.Source, request.Context);
        header.ForwardCount = request.ForwardCount;
        if (awaited is not null)
        {
            awaited.Connection = connection;
        }

        MessageBuffer message = MessageBuffer.Rent();
        try
        {
            header.Write(message);
            MessageCodec.WriteRequestBody(message, request, node);
        }
        catch
        {
            message.Dispose();
            throw;
        }

        if (request.Origin is null)
        {
            SendOwn(connection, message);
            return;
        }

        bool isSent;
        try
        {
            isSent = connection.Send(message, OrderingKeys.Of(request.Target));
        }
        catch when (awaited is RelayedRequest)
        {
            // The one that waits is answered by the caller of this.
            node.Calls.TryTake(awaited.Id, awaited);
            throw;
        }

        if (!isSent && awaited is not null && node.Calls.TryTake(awaited.Id, awaited))
        {
            awaited.OnRejection(RejectionKind.SiloUnavailable, node.UnreachableText(connection));
        }
    }

    private void SendOwn(Connection connection, MessageBuffer message)
    {
        ulong orderingKey = OrderingKeys.Of(request.Target);
        SendStatus status = connection.TrySend(message, orderingKey);
        if (status == SendStatus.Full)
        {
            // The request has copies of its arguments.
            var waiting = new WaitingMessage(node, request.LocalCaller, request.Method, orderingKey, message, request);
            if (connection.Outbox.Add(waiting))
            {
                return;
            }
        }
        else if (status == SendStatus.Sent)
        {
            request.LocalCaller?.OnSentOn();
            return;
        }

        node.RouteAgain(request, connection);
    }
}
