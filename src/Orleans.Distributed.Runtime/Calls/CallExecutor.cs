using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>Runs the functions that other processes, and this one, call here.</summary>
internal sealed partial class CallExecutor : IDisposable
{
    private static readonly SendOrPostCallback RunCall = static call => ((RunningCall)call!).Run();

    private static readonly TimeSpan LeaseCheckInterval = TimeSpan.FromMilliseconds(20);

    private static readonly ProcessExit Removed = new() { OsProcessId = Environment.ProcessId, Reason = ProcessExitReason.Removed };

    private readonly ConcurrentDictionary<(int Caller, long Id), IncomingCall> _running = new();
    private readonly ConcurrentDictionary<OwnCall, byte> _own = new(ReferenceEqualityComparer.Instance);
    private readonly LocalProcess _process;
    private readonly IServiceProvider _services;
    private readonly UserCodeScheduler _scheduler;
    private readonly PeerTable _peers;
    private readonly ReferenceTable _references;
    private readonly IProcessLease _lease;
    private readonly ILogger<CallExecutor> _logger;
    private readonly Interruption _interruption;
    private volatile bool _disposed;

    public CallExecutor(
        LocalProcess process,
        IServiceProvider services,
        UserCodeScheduler scheduler,
        PeerTable peers,
        ReferenceTable references,
        ProcessTable processes,
        IProcessLease lease,
        MessageCodec codec,
        ILogger<CallExecutor> logger)
    {
        _process = process;
        _services = services;
        _scheduler = scheduler;
        _peers = peers;
        _references = references;
        _lease = lease;
        _logger = logger;
        _interruption = new Interruption(scheduler, process.Time, logger);
        Codec = codec;
        processes.Exited += (pid, _) => OnProcessExited(pid);
    }

    public MessageCodec Codec { get; }

    public int Pid => _process.Pid;

    /// <summary>How many functions run, or are about to.</summary>
    public int RunningCount => _running.Count;

    public CallContext NewContext(IRunningCall? call) => new(_process, _services, call);

    public TimeProvider Time => _process.Time;

    /// <summary>Runs a function and answers with its result.</summary>
    public Task<Payload> CallAsync(Payload request)
    {
        if (Read(request) is not { } incoming)
        {
            // It died; nobody reads the answer.
            return Task.FromResult(MessageCodec.EncodeReply(CallStatus.Withdrawn));
        }

        var call = new AnsweredCall(this, incoming);
        Begin(call, incoming);
        return call.Answer;
    }

    /// <summary>Runs a function whose result stays here, and answers when it has ended.</summary>
    public async Task<Payload> StartAndWaitAsync(Payload request)
    {
        if (Start(request, null) is not { } future)
        {
            return MessageCodec.EncodeReply(CallStatus.Withdrawn);
        }

        StoredResult result = await future.WaitAsync().ConfigureAwait(false);
        return result.EncodeEnd(Codec, future.Caller);
    }

    /// <summary>Starts a function whose result stays here.</summary>
    public void Start(Payload request) => Start(request, null);

    /// <summary>Starts a function whose result stays here, and tells when it has ended.</summary>
    public Task<Payload> StartAndTellAsync(Payload request)
    {
        TaskCompletionSource<Payload> ended = NewEnd();
        return Start(request, ended) is null ? Task.FromResult(MessageCodec.EncodeReply(CallStatus.Withdrawn)) : ended.Task;
    }

    /// <summary>Starts a function whose result nobody wants.</summary>
    public void Do(Payload request) => Do(request, null);

    /// <summary>Starts a function whose result nobody wants, and tells when it has ended.</summary>
    public Task<Payload> DoAndTellAsync(Payload request)
    {
        TaskCompletionSource<Payload> ended = NewEnd();
        return Do(request, ended) ? ended.Task : Task.FromResult(MessageCodec.EncodeReply(CallStatus.Withdrawn));
    }

    /// <summary>Asks a function to stop.</summary>
    public void Cancel(int caller, long id)
    {
        if (_running.TryGetValue((caller, id), out IncomingCall? call))
        {
            call.Stop(CallStop.GivenUp);
        }
    }

    /// <summary>Stops the users' functions that run here now. The head's own are left alone, as are those that begin later.</summary>
    public Task InterruptAsync(InterruptMode mode)
    {
        if (_process.IsHead)
        {
            return Task.CompletedTask;
        }

        IEnumerable<RunningCall> calls = _running.Values.Concat<RunningCall>(_own.Keys).Where(call => !call.IsSystem);
        return _interruption.StopAsync([.. calls], mode);
    }

    /// <summary>Answers an interrupt that another process asks for.</summary>
    public async Task<Payload> InterruptAsync(Payload request)
    {
        MessageCodec.ReadRequest(request, _peers, out _, out Payload body);
        await InterruptAsync((InterruptMode)body.TakeByte(out _)).ConfigureAwait(false);
        return MessageCodec.EncodeReply(CallStatus.Done);
    }

    /// <summary>Continues a function.</summary>
    public void QueueSlice(RunningCall call, SendOrPostCallback callback, object? state) => _scheduler.QueueSlice(call, callback, state);

    /// <summary>Runs a call of this process to itself.</summary>
    public void Begin(OwnCall call)
    {
        _own[call] = 0;
        if (_disposed)
        {
            // Looked at only now: either the disposal sees the call, or the call the disposal.
            End(call);
            return;
        }

        _scheduler.Queue(RunCall, call);
    }

    public void OnEnded(OwnCall call) => _own.TryRemove(call, out _);

    /// <summary>
    /// Nothing runs here any more, so everything that waits for this process itself fails. The others hear of the end from the
    /// cluster.
    /// </summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (OwnCall call in _own.Keys)
        {
            End(call);
        }

        _references.End(new ProcessExitedException(Pid, Removed, CallOutcome.MayHaveRun));
    }

    public void OnEnded(IncomingCall call) => _running.TryRemove((call.Caller.Pid, call.Id), out _);

    /// <inheritdoc cref="IRunningCall.WaitUntilMayRunAsync"/>
    public ValueTask WaitUntilMayRunAsync()
    {
        return _lease.IsValid ? default : Wait();

        async ValueTask Wait()
        {
            while (!_lease.IsValid)
            {
                await Task.Delay(LeaseCheckInterval, _process.Time);
            }
        }
    }

    /// <summary>Logs a failure that nobody waits for, and tells the process that caused the call.</summary>
    public void ReportError(Peer caller, string? function, RemoteFault fault)
    {
        string name = function ?? "a function that could not be read";
        LogUnobserved(name, caller.Pid, fault.Error.TypeName, fault.Error.Message, fault.Error.StackTrace);
        try
        {
            Observe(caller.Worker.ReportError(Pid, name, Codec.EncodeFaultReply(caller, fault)), caller.Pid);
        }
        catch (Exception e)
        {
            LogNotReported(e, caller.Pid);
        }
    }

    /// <summary>Cancels a call's token. What the user registered on it must not run on the engine's threads.</summary>
    public void QueueRegistrations(RunningCall call) => _scheduler.Queue(_ => RunRegistrations(call), null);

    private static TaskCompletionSource<Payload> NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void End(OwnCall call)
    {
        if (_own.TryRemove(call, out _))
        {
            call.OnProcessExited(Pid, Removed);
        }
    }

    private void RunRegistrations(RunningCall call)
    {
        try
        {
            call.CancelToken();
        }
        catch (Exception e)
        {
            // What was registered on the token failed. Unlike the function it has no caller, and must not end the process.
            LogRegistrationFailed(e, call.Name ?? "a function");
        }
    }

    private IncomingRequest? Read(Payload request)
    {
        RequestHeader header = MessageCodec.ReadCall(request, _peers, out Peer? caller, out CallTerms terms, out Payload body);
        return caller is null ? null : new IncomingRequest(header, caller, terms, body);
    }

    private CalledFuture? Start(Payload request, TaskCompletionSource<Payload>? ended)
    {
        if (Read(request) is not { } incoming)
        {
            return null;
        }

        var future = new CalledFuture(incoming.Header.Reference, incoming.Caller, incoming.Terms.Name, this)
        {
            HasFunction = !incoming.Body.IsEmpty,
        };
        _references.Add(future);
        if (future.HasFunction)
        {
            Begin(new StoredCall(this, incoming, future) { Ended = ended }, incoming);
        }

        // Without a function, somebody will put the value.
        return future;
    }

    private bool Do(Payload request, TaskCompletionSource<Payload>? ended)
    {
        if (Read(request) is not { } incoming)
        {
            return false;
        }

        Begin(new UnansweredCall(this, incoming) { Ended = ended }, incoming);
        return true;
    }

    private void Begin(IncomingCall call, IncomingRequest request)
    {
        _running[(call.Caller.Pid, call.Id)] = call;
        if (request.Terms.Remaining is { } remaining)
        {
            call.SetDeadline(remaining);
        }

        if (call.EndsWithCaller && _peers.GetSender(call.Caller.Pid) is null)
        {
            // Its end came in between, so nobody else stops what it called.
            call.Stop(CallStop.GivenUp);
        }

        _scheduler.Queue(RunCall, call);
    }

    private void OnProcessExited(int pid)
    {
        foreach (IncomingCall call in _running.Values)
        {
            if (call.Caller.Pid == pid && call.EndsWithCaller)
            {
                call.Stop(CallStop.GivenUp);
            }
        }
    }

    private async void Observe(Task sent, int pid)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotReported(e, pid);
        }
    }

    [LoggerMessage(10, LogLevel.Error, "{Function}, called by process {Caller}, failed, and nobody waits for it: {Type}: {Message}\n{Stack}")]
    private partial void LogUnobserved(string function, int caller, string type, string message, string? stack);

    [LoggerMessage(14, LogLevel.Error, "What {Function} registered on its cancellation token failed.")]
    private partial void LogRegistrationFailed(Exception exception, string function);

    [LoggerMessage(11, LogLevel.Debug, "Process {Pid} could not be told of a failure.")]
    private partial void LogNotReported(Exception exception, int pid);
}
