using Microsoft.Extensions.Logging;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Work;

namespace Orleans.Distributed.Calls;

/// <summary>Runs functions on processes, the own one included.</summary>
internal sealed partial class CallDispatcher(
    HandleContext handles, CallExecutor executor, UnobservedErrors unobserved, ILogger<CallDispatcher> logger)
{
    private int OwnPid => handles.Process.Pid;

    private TimeProvider Time => handles.Process.Time;

    /// <summary>Works out what ends a call that its caller waits for.</summary>
    public CallLimits Limits(CallOptions options, Invocation invocation) => CallLimits.Of(options, Time, inherits: !invocation.IsSystem);

    /// <summary>Works out what ends a call that lives on its own.</summary>
    public CallLimits OwnLimits(CallOptions options) => CallLimits.Of(options, Time, inherits: false);

    /// <inheritdoc cref="InvokeAsync{T}(int, Invocation{T}, CallLimits)"/>
    public Task<T> InvokeAsync<T>(int pid, Invocation<T> invocation, CallOptions options) =>
        InvokeAsync(pid, invocation, Limits(options, invocation));

    /// <summary>Runs a function and returns its result.</summary>
    public Task<T> InvokeAsync<T>(int pid, Invocation<T> invocation, CallLimits limits)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        if (limits.IsGivenUp)
        {
            return Task.FromCanceled<T>(limits.Cancelled);
        }

        invocation = HeldLeases.Carry(invocation);
        if (pid == OwnPid)
        {
            return RunHere(invocation, null, limits).Task;
        }

        string name = limits.Name ?? invocation.Name;
        PendingRequest pending;
        try
        {
            Peer peer = handles.Peers.Get(pid, name);
            Payload request = handles.Codec.EncodeCall(peer, invocation, limits.ToTerms(Time));
            pending = handles.Requests.Send(peer, name, request, static (to, call) => to.Messages.Call(call));
        }
        catch (Exception e)
        {
            // As when it had failed a moment later: callers that start several calls at once get the failure with the others.
            return Task.FromException<T>(e);
        }

        return ReceiveAsync<T>(pending, limits);
    }

    /// <summary>Runs a function and leaves the result there.</summary>
    public Future<T> Start<T>(int pid, Invocation<T> invocation, CallLimits limits)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        string name = limits.Name ?? invocation.Name;
        if (limits.IsGivenUp)
        {
            FutureEntry nothing = handles.NewOwnFuture();
            nothing.TrySet(new StoredFault(RemoteFault.GivenUp(pid, name)));
            return handles.NewHandle<T>(nothing.Id, OwnPid);
        }

        invocation = HeldLeases.Carry(invocation);
        if (pid == OwnPid)
        {
            FutureEntry entry = handles.NewOwnFuture();
            RunHere(invocation, entry, limits);
            return handles.NewHandle<T>(entry.Id, pid);
        }

        Peer peer = handles.Peers.Get(pid, name);
        Payload request = handles.Codec.EncodeCall(peer, invocation, limits.ToTerms(Time));
        if (!limits.Token.CanBeCanceled)
        {
            return SendStart<T>(peer, request);
        }

        PendingRequest pending = handles.Requests.Send(peer, name, request, static (to, call) => to.Messages.StartAndTell(call));
        CancelUntilEnded(pending, limits.Token);
        return handles.NewHandle<T>(new Rrid(OwnPid, pending.Id), pid);
    }

    /// <summary>Runs a function, waits for its end, and leaves the result there.</summary>
    public Task<Future<T>> StartAndWaitAsync<T>(int pid, Invocation<T> invocation, CallLimits limits)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return StartAndWaitCoreAsync(pid, invocation, limits);
    }

    private async Task<Future<T>> StartAndWaitCoreAsync<T>(int pid, Invocation<T> invocation, CallLimits limits)
    {
        if (limits.IsGivenUp)
        {
            throw new OperationCanceledException(limits.Cancelled);
        }

        invocation = HeldLeases.Carry(invocation);
        if (pid == OwnPid)
        {
            FutureEntry entry = handles.NewOwnFuture();
            Future<T> own = handles.NewHandle<T>(entry.Id, pid);
            LocalCall<T> call = RunHere(invocation, entry, limits);
            try
            {
                // Waiting for the future is what tells it that its failure was seen; the call's own task says it best.
                await entry.WaitAsync().ConfigureAwait(false);
                await call.Task.ConfigureAwait(false);
                return own;
            }
            catch
            {
                await own.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        string name = limits.Name ?? invocation.Name;
        Peer peer = handles.Peers.Get(pid, name);
        Payload request = handles.Codec.EncodeCall(peer, invocation, limits.ToTerms(Time));
        PendingRequest pending = handles.Requests.Send(peer, name, request, static (to, call) => to.Messages.StartAndWait(call));
        Future<T> future = handles.NewHandle<T>(new Rrid(OwnPid, pending.Id), pid);
        try
        {
            Payload reply = await AwaitAsync(pending, limits).ConfigureAwait(false);
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
    public void Post<T>(int pid, Invocation<T> invocation, CallLimits limits = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        if (limits.IsGivenUp)
        {
            return;
        }

        invocation = HeldLeases.Carry(invocation);
        string name = limits.Name ?? invocation.Name;
        if (pid == OwnPid)
        {
            RunHere(invocation, null, limits, fault => unobserved.Report(name, fault));
            return;
        }

        Peer peer = handles.Peers.Get(pid, name);
        Payload request = handles.Codec.EncodeCall(peer, invocation, limits.ToTerms(Time));
        if (limits.Token.CanBeCanceled)
        {
            CancelUntilEnded(handles.Requests.Send(peer, name, request, static (to, call) => to.Messages.DoAndTell(call)), limits.Token);
            return;
        }

        handles.Requests.Number(request);
        handles.Traffic.Flush(peer);
        try
        {
            Observe(peer.Messages.Do(request), pid, name);
        }
        finally
        {
            request.CopyRest();
        }
    }

    /// <summary>Interrupts a process. Not an async method: what is wrong with the pid is told in the task all the same.</summary>
    public Task InterruptAsync(int pid, InterruptMode mode, CancellationToken cancellationToken)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        if (pid == 1)
        {
            return Task.CompletedTask;
        }

        if (pid == OwnPid)
        {
            return executor.InterruptAsync(mode).WaitAsync(cancellationToken);
        }

        try
        {
            Peer peer = handles.Peers.Get(pid);
            Payload request = handles.Codec.EncodeInterrupt(peer, mode);
            return handles.Requests.Send(peer, null, request, static (to, interrupt) => to.Messages.Interrupt(interrupt)).Task.WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is ProcessExitedException or TopologyException)
        {
            return Task.FromException(e);
        }
    }

    /// <summary>Makes a future that somebody will put a value into.</summary>
    public Future<T> CreateFuture<T>(int pid)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        if (pid == OwnPid)
        {
            return handles.NewHandle<T>(handles.NewOwnFuture(hasFunction: false).Id, pid);
        }

        Peer peer = handles.Peers.Get(pid);
        return SendStart<T>(peer, handles.Codec.EncodeRequest(peer));
    }

    private Future<T> SendStart<T>(Peer peer, Payload request)
    {
        long id;
        handles.Traffic.Flush(peer);
        try
        {
            lock (peer.SendGate)
            {
                // The owner tells references that are still to come from those that are gone by the order of their numbers.
                id = handles.Requests.Number(request);
                Observe(peer.Messages.Start(request), peer.Pid, "a function that was started");
            }
        }
        finally
        {
            request.CopyRest();
        }

        return handles.NewHandle<T>(new Rrid(OwnPid, id), peer.Pid);
    }

    private LocalCall<T> RunHere<T>(Invocation<T> invocation, FutureEntry? future, CallLimits limits, Action<RemoteFault>? onFault = null)
    {
        var call = new LocalCall<T>(executor, invocation, limits) { Future = future, OnFault = onFault };
        call.Begin();
        return call;
    }

    private async Task<T> ReceiveAsync<T>(PendingRequest pending, CallLimits limits)
    {
        Payload reply = await AwaitAsync(pending, limits).ConfigureAwait(false);
        try
        {
            return ReplyReader.Value<T>(handles.Codec, pending.Peer, reply);
        }
        catch (TimeoutException) when (limits.OwnEnd != 0)
        {
            // The process that runs the function was the first to notice, and does not know how long it was in all.
            throw Errors.DeadlinePassed(pending.Peer.Pid, pending.Function, limits.Deadline);
        }
    }

    /// <summary>Waits for the answer. When the caller gives up, the function is asked to stop, and its answer is not waited for.</summary>
    private async Task<Payload> AwaitAsync(PendingRequest pending, CallLimits limits)
    {
        if (limits.IsNone)
        {
            return await pending.Task.ConfigureAwait(false);
        }

        using CancellationTokenRegistration own = limits.Token.UnsafeRegister(GiveUp, (this, pending));
        using CancellationTokenRegistration inherited = limits.Inherited.UnsafeRegister(GiveUp, (this, pending));
        using ITimer? deadline = limits.OwnEnd == 0
            ? null
            : Time.CreateTimer(OnDeadline, (this, pending, limits), limits.OwnRemaining(Time), Timeout.InfiniteTimeSpan);
        return await pending.Task.ConfigureAwait(false);
    }

    /// <summary>Runs on the thread that cancels, which may be one for user code.</summary>
    private static void GiveUp(object? state, CancellationToken token) => UserCodeThread.Ensure(
        static given =>
        {
            var ((self, request), token) = given;
            if (request.TrySetCanceled(token))
            {
                self.Cancel(request);
            }
        },
        (((CallDispatcher, PendingRequest))state!, token));

    /// <summary>Runs on the thread that cancels, too.</summary>
    private static void PassOn(object? state) => UserCodeThread.Ensure(
        static given => given.Self.Cancel(given.Request), ((CallDispatcher Self, PendingRequest Request))state!);

    private static void OnDeadline(object? state)
    {
        var (self, request, limits) = ((CallDispatcher, PendingRequest, CallLimits))state!;
        if (request.TrySetException(Errors.DeadlinePassed(request.Peer.Pid, request.Function, limits.Deadline)))
        {
            self.Cancel(request);
        }
    }

    /// <summary>Passes a cancellation on until the function has ended, for calls whose result nobody waits for here.</summary>
    private async void CancelUntilEnded(PendingRequest pending, CancellationToken token)
    {
        using CancellationTokenRegistration registration = token.UnsafeRegister(PassOn, (this, pending));
        try
        {
            await pending.Task.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The process is gone, and whoever wants the result hears of that.
        }
    }

    private void Cancel(PendingRequest request) =>
        Observe(request.Peer.Messages.Cancel(OwnPid, request.Id), request.Peer.Pid, "a cancellation");

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
