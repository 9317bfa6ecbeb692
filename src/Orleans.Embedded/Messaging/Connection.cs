using System.Buffers;
using System.Collections.Concurrent;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>The link to one other silo or client. What is sent before it is open waits, in order.</summary>
internal sealed class Connection : ILinkHandler
{
    private readonly Lock _lock = new();
    private readonly ClusterNode _node;
    private readonly Outbox _outbox;
    private readonly ConcurrentDictionary<ulong, Request> _cancellable = new();
    private readonly ConcurrentDictionary<ulong, RelayedRequest> _relayed = new();
    private readonly ConcurrentDictionary<ulong, bool> _unplaced = new();
    private Queue<(ulong Key, byte[] Message, bool IsControl)>? _waiting = [];
    private volatile Link? _link;
    private volatile bool _closed;

    public Connection(ClusterNode node, string name)
    {
        _node = node;
        Name = name;
        _outbox = new Outbox(node, this);
    }

    /// <summary>Whom it is to, for messages to people.</summary>
    public string Name { get; }

    /// <summary>The silo at the other end, or <see langword="null"/> when it is a client.</summary>
    public SiloAddress? Silo { get; init; }

    /// <summary>The client at the other end, or the default value when it is a silo.</summary>
    public GrainId Client { get; init; }

    /// <summary>The ids of grains that arrived lately. For the reader thread.</summary>
    public GrainIdCache GrainIds { get; } = new();

    public bool IsClosed => _closed;

    /// <summary>Whether the other end was asked for all members of the cluster, and has not sent them.</summary>
    public bool AwaitsView { get; set; }

    /// <summary>Whether the other end was told that this one is about to stop.</summary>
    public bool IsToldOfLeaving { get; set; }

    /// <summary>Whether the other end makes no more calls over this connection.</summary>
    public bool HasLeft { get; set; }

    /// <summary>How long ago anything came from the other end.</summary>
    public TimeSpan SinceLastHeard => _link?.SinceLastHeard ?? TimeSpan.Zero;

    /// <summary>How long ago the other end has heard of this one at the latest.</summary>
    public TimeSpan SinceAnsweredPing => _link?.SinceAnsweredPing ?? TimeSpan.Zero;

    public Link? Link => _link;

    /// <summary>The calls of this process that wait for room.</summary>
    public Outbox Outbox => _outbox;

    /// <summary>
    /// Sends an answer, or what is passed on for others, and gives its buffer up. Such messages never wait for room: those who send them are
    /// the threads that read, and two ends that wait for each other would wait for ever. How many there are, the others' calls bound.
    /// </summary>
    /// <returns>Whether the connection took it. If not, the message certainly did not arrive.</returns>
    public bool Send(MessageBuffer message, ulong orderingKey)
    {
        if (_link is { } link)
        {
            return message.TrySend(link, orderingKey, SendMode.Unbounded) == SendStatus.Sent;
        }

        byte[] bytes = message.Sequence.ToArray();
        message.Dispose();
        return SendLater(bytes, orderingKey, isControl: false);
    }

    /// <summary>Sends a call of this process if it need not wait, and gives its buffer up, unless the answer is <see cref="SendStatus.Full"/>.</summary>
    /// <returns>What became of it. What cannot be sent now belongs into the <see cref="Outbox"/>, where others may wait already.</returns>
    public SendStatus TrySend(MessageBuffer message, ulong orderingKey)
    {
        if (_link is not { } link)
        {
            return SendStatus.Full;
        }

        return _outbox.IsEmpty ? message.TrySend(link, orderingKey, SendMode.Bounded) : _outbox.TrySend(link, orderingKey, message);
    }

    /// <summary>Sends a control message.</summary>
    public bool SendControl(ReadOnlySpan<byte> message) => _link is { } link
        ? link.SendControl(message) == SendStatus.Sent
        : SendLater(message.ToArray(), 0, isControl: true);

    public void SendCancel(ulong id, GrainId target)
    {
        MessageBuffer message = Answers.Start(MessageKind.Cancel, id);
        Send(message, OrderingKeys.Of(target));
    }

    public void Ping() => _link?.Ping();

    /// <summary>Remembers a request of the other end that it may cancel.</summary>
    public void Remember(Request request)
    {
        if (request.IsCancellable)
        {
            _cancellable[request.OriginId] = request;
        }
    }

    public void Forget(Request request)
    {
        if (request.IsCancellable)
        {
            _cancellable.TryRemove(request.OriginId, out _);
        }
    }

    public void Remember(RelayedRequest relayed) => _relayed[relayed.OriginId] = relayed;

    public void Forget(RelayedRequest relayed) => _relayed.TryRemove(relayed.OriginId, out _);

    /// <summary>Notes a request of the other end that it may cancel before it is known where it runs.</summary>
    public void RememberUnplaced(ulong id) => _unplaced[id] = false;

    /// <summary>Forgets such a request.</summary>
    /// <returns>Whether it was cancelled.</returns>
    public bool TakeUnplaced(ulong id) => _unplaced.TryRemove(id, out bool isCancelled) && isCancelled;

    /// <summary>The other end cancelled one of its requests.</summary>
    public void Cancel(ulong id)
    {
        if (_cancellable.TryGetValue(id, out Request? request))
        {
            request.TryCancel();
        }
        else if (_relayed.TryGetValue(id, out RelayedRequest? relayed))
        {
            relayed.Cancel();
        }
        else
        {
            _unplaced.TryUpdate(id, true, false);
        }
    }

    public void Close(string reason)
    {
        if (_link is { } link)
        {
            link.Close(reason);
        }
        else
        {
            OnNeverOpened();
        }
    }

    /// <summary>Closes the connection after what was sent before; waits until the other end has seen it, or is gone.</summary>
    public async Task CloseAsync(string reason)
    {
        if (_link is { } link)
        {
            await FlushAsync().ConfigureAwait(false);
            link.Close(reason);
            await link.Ended.ConfigureAwait(false);
        }
        else
        {
            OnNeverOpened();
        }
    }

    /// <summary>Ends when all that was sent before is handed to the connection, or it is closed.</summary>
    public async Task FlushAsync()
    {
        await _outbox.WhenEmptyAsync().ConfigureAwait(false);
        if (_link is { } link)
        {
            await link.FlushAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Makes no more calls over this connection, and tells the other end when all are sent.</summary>
    public async Task StopCallsAsync()
    {
        if (_link is { } link)
        {
            link.RefuseBounded();
            await link.FlushAsync().ConfigureAwait(false);
            link.SendControl([(byte)ControlKind.Left]);
        }
    }

    public void Abort(string reason)
    {
        if (_link is { } link)
        {
            link.Abort(reason);
        }
        else
        {
            OnNeverOpened();
        }
    }

    /// <summary>The attempt to connect failed, or was given up.</summary>
    public void OnNeverOpened()
    {
        lock (_lock)
        {
            if (_link is not null || _closed)
            {
                return;
            }

            _closed = true;
            _waiting = null;
        }

        _outbox.Close();
        _node.OnConnectionClosed(this, null);
    }

    void ILinkHandler.OnOpened(Link link)
    {
        lock (_lock)
        {
            if (_closed)
            {
                link.Close("No longer wanted.");
                return;
            }

            while (_waiting!.TryDequeue(out (ulong Key, byte[] Message, bool IsControl) next))
            {
                SendFirst(link, next.Key, next.Message, next.IsControl);
            }

            _waiting = null;
            _link = link;
        }

        _outbox.Open(link);
        _node.OnConnectionOpened(this);
    }

    void ILinkHandler.OnFrame(Link link, ReceivedFrame frame) => _node.OnMessage(this, frame);

    void ILinkHandler.OnControl(Link link, ReadOnlySpan<byte> payload) => _node.OnControl(this, payload.ToArray());

    void ILinkHandler.OnUnsent(Link link, ulong orderingKey, ReadOnlySequence<byte> payload)
    {
        // The calls of this link fail when it closes; an answer that did not get out has nobody left to take it.
    }

    void ILinkHandler.OnClosed(Link link, LinkClosed closed)
    {
        _closed = true;
        _outbox.Close();
        _node.OnConnectionClosed(this, closed);
    }

    // The other end says only now how large messages may be. One that is too large fails by itself.
    private void SendFirst(Link link, ulong orderingKey, byte[] message, bool isControl)
    {
        try
        {
            if (isControl)
            {
                link.SendControl(message);
            }
            else
            {
                link.Send(orderingKey, message, SendMode.Unbounded);
            }
        }
        catch (ArgumentException tooLarge)
        {
            if (!isControl && (MessageKind)message[0] == MessageKind.Request)
            {
                RequestHeader header = RequestHeader.Read(new ReadOnlySequence<byte>(message), new GrainIdCache());
                _node.Calls.Take(header.Id)?.OnRejection(RejectionKind.Refused, tooLarge.Message);
            }
        }
    }

    private bool SendLater(byte[] message, ulong orderingKey, bool isControl)
    {
        lock (_lock)
        {
            if (_waiting is { } waiting)
            {
                waiting.Enqueue((orderingKey, message, isControl));
                return true;
            }
        }

        return _link is { } link && (isControl
            ? link.SendControl(message) == SendStatus.Sent
            : link.Send(orderingKey, message, SendMode.Unbounded) == SendStatus.Sent);
    }
}
