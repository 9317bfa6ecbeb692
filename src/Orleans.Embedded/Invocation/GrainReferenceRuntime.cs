using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime;

/// <summary>Makes references, and the calls made through them.</summary>
internal abstract class GrainReferenceRuntime(IEnumerable<IOutgoingGrainCallFilter> outgoingFilters)
{
    private readonly IOutgoingGrainCallFilter[] _filters = [.. outgoingFilters];

    private ClusterNode Node => (ClusterNode)this;

    public object CreateReference(GrainId grainId, Type interfaceType) => interfaceType == typeof(IAddressable)
        ? new GrainReference(this, grainId, null)
        : GrainInterfaces.Get(interfaceType).CreateProxy(this, grainId);

    /// <summary>Makes a call.</summary>
    /// <returns>A task that ends with the answer; of a one-way call, when it was sent.</returns>
    public Task<TResult> Call<TArguments, TResult>(GrainReference reference, GrainMethod<TArguments, TResult> method, ref TArguments arguments)
        where TArguments : struct, IArguments
    {
        if (_filters.Length == 0)
        {
            return Send(reference, method, ref arguments);
        }

        var call = new OutgoingCall<TArguments, TResult>(reference, new Request<TArguments, TResult>(method, arguments), _filters);
        return call.RunAsync();
    }

    /// <summary>Makes a call, past the filters.</summary>
    public Task<TResult> Send<TArguments, TResult>(GrainReference reference, GrainMethod<TArguments, TResult> method, ref TArguments arguments)
        where TArguments : struct, IArguments
    {
        CancellationToken cancellation = method.CancellationTokenIndex < 0
            ? default
            : (CancellationToken)arguments.Get(method.CancellationTokenIndex)!;
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellation);
        }

        PendingCall<TResult>? call = null;
        if (!method.IsOneWay)
        {
            call = new PendingCall<TResult>(Node, reference.GrainId, method);
            TimeSpan timeout = method.ResponseTimeout ?? Node.Messaging.ResponseTimeout;
            if (timeout > TimeSpan.Zero)
            {
                call.Deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
            }

            Node.Calls.Add(call);

            // After it was added, so that it is seen either here or by who ends all that were added.
            if (Node.EndedBecause is { } reason)
            {
                call.OnFailedHere(Rejections.ToException(RejectionKind.SiloUnavailable, reason));
                return call.ResultTask;
            }
        }

        Task? sent = null;
        try
        {
            sent = Dispatch(reference, method, ref arguments, call);
        }
#pragma warning disable CA1031 // Whatever keeps the call from being made is its outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (call is null)
            {
                return Task.FromException<TResult>(error);
            }

            call.OnFailedHere(error);
        }

        if (call is null)
        {
            return sent is null ? Task.FromResult(default(TResult)!) : AfterAsync<TResult>(sent);
        }

        call.WatchCancellation(cancellation);
        return call.ResultTask;
    }

    /// <summary>The connection to the grain's silo when it is known, and the grain is not in this process.</summary>
    protected abstract Connection? FindConnection(GrainReference reference);

    private static async Task<TResult> AfterAsync<TResult>(Task sent)
    {
        await sent.ConfigureAwait(false);
        return default!;
    }

    // Returns when a call without an answer is sent, if that is not so already.
    private Task? Dispatch<TArguments, TResult>(
        GrainReference reference, GrainMethod<TArguments, TResult> method, ref TArguments arguments, PendingCall? call)
        where TArguments : struct, IArguments
    {
        Dictionary<string, object>? context = RequestContext.Current;
        GrainId source = RuntimeContext.Current?.GrainId ?? default;
        if (FindConnection(reference) is not { } connection)
        {
            Node.Route(new RoutableCall(MakeRequest(reference, method, ref arguments, source, context, call), Node));
            return null;
        }

        RequestHeader header = RequestHeader.For(method, call?.Id ?? 0, reference.GrainId, source, context);
        MessageBuffer message = MessageBuffer.Rent();
        try
        {
            header.Write(message);
            MessageCodec.WriteRequestBody(message, context, ref arguments, method.LeftOutOfMessages, Node);
        }
        catch
        {
            message.Dispose();
            throw;
        }

        if (call is not null)
        {
            call.Connection = connection;
        }

        ulong orderingKey = OrderingKeys.Of(reference.GrainId);
        SendStatus status = connection.TrySend(message, orderingKey);
        if (status == SendStatus.Sent)
        {
            return null;
        }

        if (status == SendStatus.Full)
        {
            Request? same = method.AllArgumentsImmutable && context is null ? MakeRequest(reference, method, ref arguments, source, context, call) : null;
            var waiting = new WaitingMessage(Node, call, method, orderingKey, message, same);
            if (connection.Outbox.Add(waiting))
            {
                return waiting.Sent;
            }
        }

        Node.RouteAgain(MakeRequest(reference, method, ref arguments, source, context, call), connection);
        return null;
    }

    // For a call that is not encoded at once, so it gets copies of what the caller may change.
    private Request<TArguments, TResult> MakeRequest<TArguments, TResult>(
        GrainReference reference,
        GrainMethod<TArguments, TResult> method,
        ref TArguments arguments,
        GrainId source,
        Dictionary<string, object>? context,
        PendingCall? call)
        where TArguments : struct, IArguments
    {
        var request = new Request<TArguments, TResult>(method, arguments)
        {
            Target = reference.GrainId,
            Source = source,
            Context = ContextValues.Copy(context, Node),
            ReentrancyId = RequestContext.ReentrancyIdOf(context),
            LocalCaller = call,
        };
        request.CopyArguments(Node);
        request.UseOwnCancellation(Node);
        return request;
    }
}
