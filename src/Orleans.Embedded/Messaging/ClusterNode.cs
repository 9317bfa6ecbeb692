using System.Buffers;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>What silo and client have in common: they make calls, wait for answers, and host observers.</summary>
internal abstract partial class ClusterNode : GrainReferenceRuntime
{
    private readonly ILogger _logger;
    private string? _endedBecause;

    protected ClusterNode(
        MessagingOptions messaging,
        IEnumerable<IOutgoingGrainCallFilter> outgoingFilters,
        IEnumerable<IIncomingGrainCallFilter> incomingFilters,
        ILogger logger)
        : base(outgoingFilters)
    {
        Messaging = messaging;
        IncomingFilters = [.. incomingFilters];
        _logger = logger;
        Observers = new ObserverTable(this);
    }

    public MessagingOptions Messaging { get; }

    /// <summary>The messages that wait for answers.</summary>
    public PendingCallTable Calls { get; } = new();

    /// <summary>The objects of this process that grains can call.</summary>
    public ObserverTable Observers { get; }

    public IIncomingGrainCallFilter[] IncomingFilters { get; }

    /// <summary>The services of the host.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Why this process makes no calls any more; <see langword="null"/> while it does.</summary>
    public string? EndedBecause => Volatile.Read(ref _endedBecause);

    protected ILogger Logger => _logger;

    public TimeSpan ResponseTimeoutOf(GrainMethod method) => method.ResponseTimeout ?? Messaging.ResponseTimeout;

    /// <summary>Finds where a request goes, and sends it there; keeps the order of requests to one grain.</summary>
    public abstract void Route(IRoutable request);

    /// <summary>Finds another way for a request of this process that was not sent over a connection since that is closed.</summary>
    public virtual void RouteAgain(Request request, Connection connection) => request.Reject(
        RejectionKind.SiloUnavailable, $"The connection to {connection.Name} was lost before the call was sent over it. The call did not run.", this);

    /// <summary>Why a call over a connection failed, as a sentence for people.</summary>
    public virtual string UnreachableText(Connection connection) =>
        $"The connection to {connection.Name} is lost. The call may have run. Make it again if it is safe to repeat.";

    public void OnMessage(Connection connection, ReceivedFrame frame)
    {
        ReadOnlySequence<byte> message = frame.Payload;
        switch ((MessageKind)message.FirstSpan[0])
        {
            case MessageKind.Request or MessageKind.OneWay:
                OnRequest(connection, frame);
                break;
            case MessageKind.Cancel:
                var cancel = new MessageReader(message.Slice(1));
                connection.Cancel(cancel.ReadUInt64());
                break;
            default:
                OnAnswer(frame);
                break;
        }
    }

    /// <summary>The grain type behind an interface.</summary>
    /// <exception cref="ArgumentException">There is none, or several and nothing to choose by.</exception>
    public abstract GrainType ResolveGrainType(Type interfaceType, string? classNamePrefix);

    public abstract void OnControl(Connection connection, byte[] message);

    public virtual void OnConnectionOpened(Connection connection)
    {
    }

    public virtual void OnConnectionClosed(Connection connection, LinkClosed? closed)
    {
        string reason = UnreachableText(connection);
        foreach (IAwaitedMessage message in Calls.TakeWhere(message => ReferenceEquals(message.Connection, connection)))
        {
            message.OnRejection(RejectionKind.SiloUnavailable, reason);
        }
    }

    /// <summary>Ends all calls, also those begun from now on.</summary>
    protected void EndCalls(string reason)
    {
        Volatile.Write(ref _endedBecause, reason);
        foreach (IAwaitedMessage message in Calls.TakeWhere(_ => true))
        {
            message.OnRejection(RejectionKind.SiloUnavailable, reason);
        }
    }

    /// <summary>Ends the calls whose time is up.</summary>
    public void ExpireCalls()
    {
        long now = Environment.TickCount64;
        foreach (IAwaitedMessage message in Calls.TakeWhere(message => message.Deadline <= now))
        {
            try
            {
                message.OnTimeout();
            }
#pragma warning disable CA1031 // The others' time is up too.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogGuarded(() => LogAnswerFailed(_logger, error));
            }
        }
    }

    /// <summary>Makes a request for a target of this process. One that cannot be made is answered, and <see langword="null"/> returned.</summary>
    /// <param name="origin">Where it came from.</param>
    /// <param name="header">What is known of it.</param>
    /// <param name="frame">The message.</param>
    /// <param name="target">Whom it is for.</param>
    public Request? ReadRequest(Connection origin, in RequestHeader header, ReceivedFrame frame, ICallTarget target)
    {
        try
        {
            if (FindMethod(origin, header, target) is not { } method)
            {
                return null;
            }

            // On the reader's thread: the rest is read where the request runs, if that takes long, or runs code of the application.
            if (frame.IsBulk || header.HasContext || !method.AllArgumentsPlain || target.AsksForArguments)
            {
                return MakeRequest(origin, header, method, frame.Detach());
            }

            Request request = MakeRequest(origin, header, method, null);
            return TryReadBody(request, frame.Payload.Slice(header.BodyStart)) ? request : null;
        }
#pragma warning disable CA1031 // Whatever keeps a request from being read is its outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            RefuseUnreadable(origin, header, error);
            return null;
        }
    }

    /// <inheritdoc cref="ReadRequest(Connection, in RequestHeader, ReceivedFrame, ICallTarget)"/>
    /// <param name="origin">Where it came from.</param>
    /// <param name="header">What is known of it.</param>
    /// <param name="message">The message, which is given up.</param>
    /// <param name="target">Whom it is for.</param>
    public Request? ReadRequest(Connection origin, in RequestHeader header, ReceivedPayload message, ICallTarget target)
    {
        try
        {
            if (FindMethod(origin, header, target) is { } method)
            {
                return MakeRequest(origin, header, method, message);
            }
        }
#pragma warning disable CA1031 // Whatever keeps a request from being read is its outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            RefuseUnreadable(origin, header, error);
        }

        message.Dispose();
        return null;
    }

    public void LogUnobserved(Request request, Exception error) => LogGuarded(() => LogOneWayFailed(_logger, error, request.Method, request.Target));

    public void LogCancellationFailed(Request request, Exception error) => LogGuarded(() => LogCancellationFailed(_logger, error, request.Method, request.Target));

    public void LogObserverFailed(Exception error) => LogGuarded(() => LogAnswerFailed(_logger, error));

    /// <summary>Logs where an error must not lead to another: providers of logging, and the errors they format, are user code.</summary>
    protected static void LogGuarded(Action log)
    {
        try
        {
            log();
        }
#pragma warning disable CA1031 // See above. There is nobody left to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    protected abstract void OnRequest(Connection connection, ReceivedFrame frame);

    protected static void RejectRequest(Connection origin, in RequestHeader header, string reason)
    {
        if (header.Kind == MessageKind.Request)
        {
            Answers.SendRejection(origin, header.Id, RejectionKind.Refused, reason);
        }
    }

    private static GrainMethod? FindMethod(Connection origin, in RequestHeader header, ICallTarget target)
    {
        GrainMethod? method = target.FindMethod(header.MethodId);
        if (method is null)
        {
            RejectRequest(origin, header, $"{target} has no method with the number {header.MethodId:x16}. Its interface is not the one that the caller was compiled with, or it does not implement it.");
        }

        return method is GenericGrainMethod generic ? generic.Instantiate(header.TypeArguments ?? []) : method;
    }

    private Request MakeRequest(Connection origin, in RequestHeader header, GrainMethod method, ReceivedPayload? unread)
    {
        Request request = method.CreateRequest();
        request.Target = header.Target;
        request.Source = header.Source;
        request.ForwardCount = header.ForwardCount;
        request.ReentrancyId = header.ReentrancyId;
        request.Unread = unread;
        request.UnreadStart = header.BodyStart;
        request.HasUnreadContext = header.HasContext;
        if (header.Kind == MessageKind.Request)
        {
            request.Origin = origin;
            request.OriginId = header.Id;
        }

        request.UseOwnCancellation(this);
        request.Origin?.Remember(request);
        return request;
    }

    private bool TryReadBody(Request request, ReadOnlySequence<byte> body)
    {
        try
        {
            MessageCodec.ReadRequestBody(request, body, hasContext: false, this);
            return true;
        }
#pragma warning disable CA1031 // What keeps the arguments from being read is the outcome of the request.
        catch (Exception error)
#pragma warning restore CA1031
        {
            request.Fail(error, this);
            return false;
        }
    }

    private void RefuseUnreadable(Connection origin, in RequestHeader header, Exception error)
    {
        if (header.Kind == MessageKind.Request)
        {
            Answers.SendError(origin, header.Id, error, this);
        }
    }

    private void OnAnswer(ReceivedFrame frame)
    {
        var reader = new MessageReader(frame.Payload);
        var kind = (MessageKind)reader.ReadByte();
        if (Calls.Take(reader.ReadUInt64()) is not { } awaited)
        {
            return;
        }

        if (frame.IsBulk && kind == MessageKind.Result && awaited.TakesPayload)
        {
            using ReceivedPayload taken = frame.Detach();
            Answer(awaited, kind, taken.Bytes.Slice(reader.Consumed), taken);
            return;
        }

        if (frame.IsBulk || awaited.RunsForeignCode(kind))
        {
            // What takes long, or runs code of the application, must not keep the link's reader from others.
            long start = reader.Consumed;
            ReceivedPayload payload = frame.Detach();
            ThreadPool.UnsafeQueueUserWorkItem(
                static state =>
                {
                    using (state.payload)
                    {
                        state.Item1.Answer(state.awaited, state.kind, state.payload.Bytes.Slice(state.start), state.payload);
                    }
                },
                (this, awaited, kind, payload, start),
                preferLocal: false);
            return;
        }

        Answer(awaited, kind, reader.Rest, null);
    }

    // Whatever one answer does, it must end neither the connection with all its other calls, nor the process.
    private void Answer(IAwaitedMessage awaited, MessageKind kind, ReadOnlySequence<byte> body, IPayloadSource? source)
    {
        try
        {
            GiveAnswer(awaited, kind, body, source);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogGuarded(() => LogAnswerFailed(_logger, error));
            awaited.OnRejection(RejectionKind.Refused, $"The answer could not be handed over: {error.Message}");
        }
    }

    private static void GiveAnswer(IAwaitedMessage awaited, MessageKind kind, ReadOnlySequence<byte> body, IPayloadSource? source)
    {
        switch (kind)
        {
            case MessageKind.Result:
                awaited.OnResult(body, source);
                break;
            case MessageKind.Error:
                awaited.OnError(body);
                break;
            case MessageKind.Rejection:
                var reader = new MessageReader(body);
                awaited.OnRejection((RejectionKind)reader.ReadByte(), reader.ReadText());
                break;
            default:
                throw new InvalidDataException($"A message of kind {(int)kind} is not known. Run the same version everywhere.");
        }
    }

    [LoggerMessage(2, LogLevel.Error, "The outcome of a call could not be handed over.")]
    private static partial void LogAnswerFailed(ILogger logger, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "What was registered with the cancellation token of a call of {Method} of {Target} threw.")]
    private static partial void LogCancellationFailed(ILogger logger, Exception error, GrainMethod method, GrainId target);

    [LoggerMessage(1, LogLevel.Warning, "A one-way call of {Method} of {Target} failed; its caller does not learn of it.")]
    private static partial void LogOneWayFailed(ILogger logger, Exception error, GrainMethod method, GrainId target);
}
