using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

internal sealed partial class CallDispatcher
{
    /// <summary>
    /// Runs a function that <see cref="Invocation.AnswersAtItsEnd"/>, and returns its result. When the caller gives up, the function is
    /// asked to stop, and its end is waited for: so nothing runs any more when this ends, whatever way.
    /// </summary>
    public async Task<T> InvokeToEndAsync<T>(int pid, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        CallLimits limits = Limits(cancellationToken, invocation);
        if (limits.IsGivenUp)
        {
            throw new OperationCanceledException(limits.Cancelled);
        }

        if (pid == OwnPid)
        {
            return await RunHere(invocation, null, limits).Task.ConfigureAwait(false);
        }

        Peer peer = handles.Peers.Get(pid, invocation.Name);
        byte[] request = handles.Codec.EncodeCall(peer, invocation, limits.ToTerms(Time));
        PendingRequest pending = handles.Requests.Send(peer, invocation.Name, request, static (to, call) => to.Worker.Call(call));
        using CancellationTokenRegistration own = limits.Token.UnsafeRegister(AskToStop, (this, pending));
        using CancellationTokenRegistration inherited = limits.Inherited.UnsafeRegister(AskToStop, (this, pending));
        byte[] reply = await pending.Task.ConfigureAwait(false);
        return ReplyReader.Value<T>(handles.Codec, peer, reply);
    }

    private static void AskToStop(object? state)
    {
        var (self, request) = ((CallDispatcher, PendingRequest))state!;
        self.Cancel(request);
    }
}
