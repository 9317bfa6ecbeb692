using Orleans.Distributed.Peers;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

internal sealed partial class CallDispatcher
{
    /// <summary>
    /// Runs a function and returns its result. When the caller gives up, the function is asked to stop, and its end is waited for: so
    /// nothing runs any more when this ends, whatever way. Does not end with the call that it is made in.
    /// </summary>
    public Task<T> InvokeToEndAsync<T>(int pid, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return InvokeToEndCoreAsync(pid, invocation, cancellationToken);
    }

    private async Task<T> InvokeToEndCoreAsync<T>(int pid, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallLimits limits = CallLimits.Of(cancellationToken, Time, inherits: false) with { AnswersAtEnd = true };
        if (pid == OwnPid)
        {
            return await RunHere(invocation, null, limits).Task.ConfigureAwait(false);
        }

        Peer peer = handles.Peers.Get(pid, invocation.Name);
        Payload request = handles.Codec.EncodeCall(peer, invocation, limits.ToTerms(Time));
        PendingRequest pending = handles.Requests.Send(peer, invocation.Name, request, static (to, call) => to.Messages.Call(call));
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(PassOn, (this, pending));
        Payload reply = await pending.Task.ConfigureAwait(false);
        return ReplyReader.Value<T>(handles.Codec, peer, reply);
    }
}
