using Microsoft.Extensions.Logging;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Calls;

/// <summary>Runs functions on processes, the own one included.</summary>
internal sealed partial class CallDispatcher(
    HandleContext handles, CallExecutor executor, UnobservedErrors unobserved, ILogger<CallDispatcher> logger)
{
    private int OwnPid => handles.Process.Pid;

    /// <summary>Runs a function and returns its result.</summary>
    public Task<T> InvokeAsync<T>(int pid, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (pid == OwnPid)
        {
            // As with any other process: a function that does not look at the token does not hold its caller up.
            return RunHere(invocation, null, cancellationToken).Task.WaitAsync(cancellationToken);
        }

        Peer peer;
        try
        {
            peer = handles.Peers.Get(pid, invocation.Name);
        }
        catch (Exception e) when (e is ProcessExitedException or TopologyException)
        {
            // As when it had died a moment later: callers that start several calls at once get the failure with the others.
            return Task.FromException<T>(e);
        }

        byte[] request = handles.Codec.EncodeRequest<Invocation>(peer, invocation);
        PendingRequest pending = handles.Requests.Send(peer, invocation.Name, request, static (to, call) => to.Worker.Call(call));
        return ReceiveAsync<T>(pending, cancellationToken);
    }

    /// <summary>Runs a function and leaves the result there.</summary>
    public Future<T> Start<T>(int pid, Invocation<T> invocation)
    {
        if (pid == OwnPid)
        {
            FutureEntry entry = handles.NewOwnFuture();
            RunHere(invocation, entry, CancellationToken.None);
            return handles.NewHandle<T>(entry.Id, pid);
        }

        Peer peer = handles.Peers.Get(pid, invocation.Name);
        return SendStart<T>(peer, handles.Codec.EncodeRequest<Invocation>(peer, invocation));
    }

    /// <summary>Runs a function, waits for its end, and leaves the result there.</summary>
    public async Task<Future<T>> StartAndWaitAsync<T>(int pid, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (pid == OwnPid)
        {
            FutureEntry entry = handles.NewOwnFuture();
            Future<T> own = handles.NewHandle<T>(entry.Id, pid);
            RunHere(invocation, entry, cancellationToken);
            try
            {
                // Not the call's own task: waiting here is what tells the future that its failure was seen.
                await own.WaitAsync(cancellationToken).ConfigureAwait(false);
                return own;
            }
            catch
            {
                await own.DisposeAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
        }

        Peer peer = handles.Peers.Get(pid, invocation.Name);
        byte[] request = handles.Codec.EncodeRequest<Invocation>(peer, invocation);
        PendingRequest pending = handles.Requests.Send(peer, invocation.Name, request, static (to, call) => to.Worker.StartAndWait(call));
        Future<T> future = handles.NewHandle<T>(new Rrid(OwnPid, pending.Id), pid);
        try
        {
            byte[] reply = await AwaitAsync(pending, cancellationToken).ConfigureAwait(false);
            ReplyReader.Done(handles.Codec, peer, reply);
            return future;
        }
        catch
        {
            // The caller gets no handle, so nothing is to be kept for it.
            await future.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a function and does not wait.</summary>
    public void Post<T>(int pid, Invocation<T> invocation)
    {
        if (pid == OwnPid)
        {
            RunHere(invocation, null, CancellationToken.None, fault => unobserved.Report(invocation.Name, fault));
            return;
        }

        Peer peer = handles.Peers.Get(pid, invocation.Name);
        byte[] request = handles.Codec.EncodeRequest<Invocation>(peer, invocation);
        handles.Requests.Number(request);
        handles.Traffic.Flush(peer);
        Observe(peer.Worker.Do(request), pid, invocation.Name);
    }

    /// <summary>Makes a future that somebody will put a value into.</summary>
    public Future<T> CreateFuture<T>(int pid)
    {
        if (pid == OwnPid)
        {
            return handles.NewHandle<T>(handles.NewOwnFuture(hasFunction: false).Id, pid);
        }

        Peer peer = handles.Peers.Get(pid);
        return SendStart<T>(peer, handles.Codec.EncodeRequest(peer));
    }

    private Future<T> SendStart<T>(Peer peer, byte[] request)
    {
        long id;
        handles.Traffic.Flush(peer);
        lock (peer.SendGate)
        {
            // The owner tells references that are still to come from those that are gone by the order of their numbers.
            id = handles.Requests.Number(request);
            Observe(peer.Worker.Start(request), peer.Pid, "a function that was started");
        }

        return handles.NewHandle<T>(new Rrid(OwnPid, id), peer.Pid);
    }

    private LocalCall<T> RunHere<T>(
        Invocation<T> invocation, FutureEntry? future, CancellationToken cancellationToken, Action<RemoteFault>? onFault = null)
    {
        var call = new LocalCall<T>(executor, invocation, cancellationToken) { Future = future, OnFault = onFault };
        executor.Begin(call, LocalCall<T>.RunCallback);
        return call;
    }

    private async Task<T> ReceiveAsync<T>(PendingRequest pending, CancellationToken cancellationToken)
    {
        byte[] reply = await AwaitAsync(pending, cancellationToken).ConfigureAwait(false);
        return ReplyReader.Value<T>(handles.Codec, pending.Peer, reply);
    }

    /// <summary>Waits for the answer. When the caller gives up, the function is asked to stop, and its answer is not waited for.</summary>
    private async Task<byte[]> AwaitAsync(PendingRequest pending, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return await pending.Task.ConfigureAwait(false);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (self, request) = ((CallDispatcher, PendingRequest))state!;
                if (request.TrySetCanceled(token))
                {
                    self.Observe(request.Peer.Worker.Cancel(self.OwnPid, request.Id), request.Peer.Pid, "a cancellation");
                }
            },
            (this, pending));
        return await pending.Task.ConfigureAwait(false);
    }

    private async void Observe(Task sent, int pid, string what)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotDelivered(e, what, pid);
        }
    }

    [LoggerMessage(30, LogLevel.Information, "{What} could not be delivered to process {Pid}; it is probably gone.")]
    private partial void LogNotDelivered(Exception exception, string what, int pid);
}
