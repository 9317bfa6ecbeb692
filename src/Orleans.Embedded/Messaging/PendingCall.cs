using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Messaging;

/// <summary>A call of this process that waits for its answer.</summary>
internal abstract class PendingCall(ClusterNode node, GrainId target, GrainMethod method) : IAwaitedMessage
{
    private CancellationTokenRegistration _cancellation;
    private readonly Lock? _completionLock = method.CancellationTokenIndex >= 0 ? new Lock() : null;
    private bool _isOver;
    private Request? _localRequest;
    private volatile WaitingMessage? _unsent;
    private volatile bool _isCancelWanted;

    public ulong Id { get; set; }

    public long Deadline { get; set; } = long.MaxValue;

    public Connection? Connection { get; set; }

    public GrainId Target => target;

    public GrainMethod Method => method;

    public abstract Task Task { get; }

    protected ClusterNode Node => node;

    public PendingCall<TResult> As<TResult>() => (PendingCall<TResult>)this;

    /// <summary>Remembers the request when it runs in this process, where it can be cancelled without a message.</summary>
    public void RunsHere(Request request)
    {
        Volatile.Write(ref _localRequest, request);
        Interlocked.MemoryBarrier();
        if (_isCancelWanted)
        {
            request.TryCancel();
        }
    }

    /// <summary>The request waits for room in a connection, where it can be taken back.</summary>
    public void WaitToBeSent(WaitingMessage message) => _unsent = message;

    /// <summary>The request does not wait in that connection any more, and was not sent.</summary>
    public void OnTakenBack() => _unsent = null;

    /// <summary>The request was sent to where it runs, after it was not known for a while, or there was no room.</summary>
    public void OnSentOn()
    {
        _unsent = null;
        if (_isCancelWanted)
        {
            Connection?.SendCancel(Id, target);
        }
    }

    public void WatchCancellation(CancellationToken token)
    {
        if (!token.CanBeCanceled)
        {
            return;
        }

        CancellationTokenRegistration registration = token.UnsafeRegister(static (state, token) => ((PendingCall)state!).OnCancelled(token), this);
        lock (_completionLock!)
        {
            if (!_isOver)
            {
                _cancellation = registration;
                return;
            }
        }

        // The answer was faster. The token may live for long, and must not keep the call.
        registration.Unregister();
    }

    public abstract bool RunsForeignCode(MessageKind kind);

    public abstract bool TakesPayload { get; }

    public void OnResult(ReadOnlySequence<byte> body, IPayloadSource? source)
    {
        StopWatching();
        try
        {
            ReadResult(body, source);
        }
#pragma warning disable CA1031 // Whatever keeps the answer from being read is the outcome of the call.
        catch (Exception error)
#pragma warning restore CA1031
        {
            SetException(error);
        }
    }

    public void OnError(ReadOnlySequence<byte> body) => Fail(ErrorMessages.Read(body, node));

    public void OnRejection(RejectionKind kind, string reason) => Fail(Rejections.ToException(kind, reason));

    public void OnTimeout()
    {
        const string Advice = "Raise the limit of the method with [ResponseTimeout], or of all with MessagingOptions.ResponseTimeout.";
        if (_unsent is { } unsent && unsent.Withdraw())
        {
            Fail(new TimeoutException(
                $"The call {method} of {target} found no room in the connection to {Connection?.Name} within {node.ResponseTimeoutOf(method)}: more is sent over it than its other end takes. It did not run. Make fewer calls at a time. {Advice}"));
            return;
        }

        Fail(new TimeoutException(
            $"The call {method} of {target} was not answered within {node.ResponseTimeoutOf(method)}. It may still run. {Advice}"));
        if (node.Messaging.CancelRequestOnTimeout)
        {
            SendCancel();
        }
    }

    /// <summary>The call is over. Only for who took it out of the table.</summary>
    public void Fail(Exception error)
    {
        _unsent?.Withdraw();
        StopWatching();
        SetException(error);
    }

    /// <summary>The request ran in this process, and succeeded.</summary>
    public void OnRanHere(Request request)
    {
        if (!node.Calls.TryTake(Id, this))
        {
            return;
        }

        StopWatching();
        try
        {
            request.GiveResult(this, node);
        }
#pragma warning disable CA1031 // Whatever keeps the answer from being copied is the outcome of the call.
        catch (Exception error)
#pragma warning restore CA1031
        {
            SetException(error);
        }
    }

    /// <summary>The request did not succeed in this process.</summary>
    public void OnFailedHere(Exception error)
    {
        if (node.Calls.TryTake(Id, this))
        {
            Fail(error);
        }
    }

    protected abstract void ReadResult(ReadOnlySequence<byte> body, IPayloadSource? source);

    protected abstract void SetException(Exception error);

    private void StopWatching()
    {
        if (_completionLock is not null)
        {
            CancellationTokenRegistration registration;
            lock (_completionLock)
            {
                _isOver = true;
                registration = _cancellation;
            }

            registration.Unregister();
        }
    }

    private void OnCancelled(CancellationToken token)
    {
        // Nobody acknowledges what was not sent.
        bool isUnsent = _unsent is { } unsent && unsent.Withdraw();
        if (!isUnsent)
        {
            SendCancel();
        }

        if ((isUnsent || !node.Messaging.WaitForCancellationAcknowledgement) && node.Calls.TryTake(Id, this))
        {
            SetException(new OperationCanceledException(token));
        }
    }

    private void SendCancel()
    {
        // Before it is known where the request runs, this alone tells that it is cancelled.
        _isCancelWanted = true;
        Interlocked.MemoryBarrier();
        if (_localRequest is { } request)
        {
            request.TryCancel();
        }
        else if (method.CancellationTokenIndex >= 0)
        {
            Connection?.SendCancel(Id, target);
        }
    }
}
