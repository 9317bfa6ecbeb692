using System.Buffers;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>
/// A call of this process that waits in an <see cref="Outbox"/>. A large one whose arguments cannot change waits as its arguments, which the
/// caller has anyway, and is encoded when there is room: so many calls with one large value hold it once.
/// </summary>
internal sealed class WaitingMessage
{
    private readonly ClusterNode _node;
    private readonly GrainMethod _method;
    private readonly Request? _request;
    private readonly TaskCompletionSource? _sent;
    private byte[]? _bytes;
    private MessageBuffer? _buffer;

    /// <summary>Takes a message over.</summary>
    /// <param name="node">The process that calls.</param>
    /// <param name="call">The call that waits for an answer; <see langword="null"/> when none does.</param>
    /// <param name="method">The method that is called.</param>
    /// <param name="orderingKey">Orders it among the messages with the same key.</param>
    /// <param name="message">The message, which is given up.</param>
    /// <param name="request">What the message can be made of again; <see langword="null"/> when its arguments may change.</param>
    public WaitingMessage(ClusterNode node, PendingCall? call, GrainMethod method, ulong orderingKey, MessageBuffer message, Request? request)
    {
        _node = node;
        _method = method;
        Call = call;
        OrderingKey = orderingKey;
        Length = message.Length;
        _sent = call is null ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        bool isLarge = Length > LinkOptions.DefaultBulkThreshold;
        if (isLarge && request is null)
        {
            _buffer = message;
            return;
        }

        _request = isLarge ? request : null;
        _bytes = isLarge ? null : message.Sequence.ToArray();
        message.Dispose();
    }

    public PendingCall? Call { get; }

    public ulong OrderingKey { get; }

    /// <summary>The size of the message, in bytes.</summary>
    public int Length { get; }

    /// <summary>Ends when a link has taken a message that has no answer, or never will.</summary>
    public Task? Sent => _sent?.Task;

    /// <summary>Where it waits. Set and read by the outbox, as is the rest below.</summary>
    public Outbox? Outbox { get; set; }

    /// <summary>Its place among the messages with the same key.</summary>
    public LinkedListNode<WaitingMessage>? Place { get; set; }

    public OutboxLine? Line { get; set; }

    /// <summary>Whether it is being given to the link.</summary>
    public bool IsBeingSent { get; set; }

    /// <summary>Whether nobody wants it any more; for one that was being sent.</summary>
    public bool IsUnwanted { get; set; }

    /// <summary>Takes it back.</summary>
    /// <returns>Whether it was not sent, and will not be.</returns>
    public bool Withdraw() => Outbox!.Withdraw(this);

    /// <summary>Gives it to a link, if that has room. The arguments may have to be encoded, which is user code.</summary>
    public SendStatus TrySend(Link link)
    {
        if (_bytes is not null)
        {
            return link.Send(OrderingKey, _bytes);
        }

        MessageBuffer message = _buffer ?? Encode();
        _buffer = null;
        SendStatus status = message.TrySend(link, OrderingKey, SendMode.Bounded);
        if (status == SendStatus.Full)
        {
            if (_request is null)
            {
                _buffer = message;
            }
            else
            {
                message.Dispose();
            }
        }

        return status;
    }

    /// <summary>A link has taken it.</summary>
    public void OnSent()
    {
        Call?.OnSentOn();
        _sent?.TrySetResult();
    }

    /// <summary>It cannot be sent.</summary>
    public void Fail(Exception error)
    {
        Call?.OnFailedHere(error);
        if (_sent is not null)
        {
            _sent.TrySetException(error);

            // The caller need not look at it.
            _ = _sent.Task.Exception;
        }
    }

    /// <summary>The connection is lost, and the call may have been sent.</summary>
    public void Reject(string reason)
    {
        Call?.OnFailedHere(Rejections.ToException(RejectionKind.SiloUnavailable, reason));
        _sent?.TrySetResult();
    }

    /// <summary>The connection is lost, and the call was not sent: it is not one of those that fail with the connection.</summary>
    public void LeaveConnection()
    {
        if (Call is { } call)
        {
            call.Connection = null;
            call.OnTakenBack();
        }
    }

    /// <summary>Finds another way for the call, which was not sent, and gives its memory up.</summary>
    public void RouteAgain(Connection connection)
    {
        try
        {
            _node.RouteAgain(_request ?? Restore(), connection);
            _sent?.TrySetResult();
        }
#pragma warning disable CA1031 // Whatever keeps the call from being sent elsewhere is its outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(error);
        }

        Release();
    }

    /// <summary>Gives its memory back. Not while it is being sent.</summary>
    public void Release()
    {
        _bytes = null;
        _buffer?.Dispose();
        _buffer = null;
    }

    // The message has the arguments as they were when the call was made.
    private Request Restore()
    {
        var message = new ReadOnlySequence<byte>(_bytes ?? _buffer!.Sequence.ToArray());
        RequestHeader header = RequestHeader.Read(message, new GrainIdCache());
        Request request = _method.CreateRequest();
        request.Target = header.Target;
        request.Source = header.Source;
        request.ReentrancyId = header.ReentrancyId;
        request.LocalCaller = Call;
        MessageCodec.ReadRequestBody(request, message.Slice(header.BodyStart), header.HasContext, _node);
        request.UseOwnCancellation(_node);
        return request;
    }

    private MessageBuffer Encode()
    {
        RequestHeader header = RequestHeader.For(_request!.Method, Call?.Id ?? 0, _request.Target, _request.Source, _request.Context);
        MessageBuffer message = MessageBuffer.Rent();
        try
        {
            header.Write(message);
            MessageCodec.WriteRequestBody(message, _request, _node);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }
}
