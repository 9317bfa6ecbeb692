using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Messaging;

/// <summary>A request that came here and went on elsewhere: its answer goes back to where it came from, as the bytes it came in.</summary>
internal sealed class RelayedRequest : IAwaitedMessage
{
    private readonly ClusterNode _node;
    private readonly Connection _origin;
    private readonly GrainId _target;
    private readonly bool _isCancellable;

    public RelayedRequest(ClusterNode node, Connection origin, ulong originId, GrainId target, bool isCancellable)
    {
        _target = target;
        _node = node;
        _origin = origin;
        OriginId = originId;
        _isCancellable = isCancellable;
        if (isCancellable)
        {
            origin.Remember(this);
        }
    }

    public ulong Id { get; set; }

    /// <summary>Whoever made the call watches its time.</summary>
    public long Deadline => long.MaxValue;

    public Connection? Connection { get; set; }

    /// <summary>Where the request came from.</summary>
    public Connection Origin => _origin;

    /// <summary>The number of the request where it came from.</summary>
    public ulong OriginId { get; }

    public bool RunsForeignCode(MessageKind kind) => false;

    public void OnResult(ReadOnlySequence<byte> body, IPayloadSource? source) => PassOn(MessageKind.Result, body);

    public void OnError(ReadOnlySequence<byte> body) => PassOn(MessageKind.Error, body);

    public void OnRejection(RejectionKind kind, string reason)
    {
        Forget();
        Answers.SendRejection(_origin, OriginId, kind, reason);
    }

    public void OnTimeout() => OnRejection(RejectionKind.Refused, "The call took too long.");

    public void Cancel() => Connection?.SendCancel(Id, _target);

    private void PassOn(MessageKind kind, ReadOnlySequence<byte> body)
    {
        Forget();
        MessageBuffer message = Answers.Start(kind, OriginId);
        foreach (ReadOnlyMemory<byte> part in body)
        {
            message.WriteBytes(part.Span);
        }

        try
        {
            _origin.Send(message, 0);
        }
        catch (ArgumentException tooLarge)
        {
            // The one who asked may take less than this silo does.
            Answers.SendRejection(_origin, OriginId, RejectionKind.Refused, $"The call has run, and its answer cannot be sent on: {tooLarge.Message}");
        }
    }

    private void Forget()
    {
        if (_isCancellable)
        {
            _origin.Forget(this);
        }
    }
}
