using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A call from another process, from its arrival until its function has ended.</summary>
internal abstract class IncomingCall(CallExecutor executor, Peer caller, long id, ReadOnlyMemory<byte> body) : IRunningCall, IResultConsumer
{
    private ReadOnlyMemory<byte> _body = body;
    private CancellationTokenSource? _cancellation;
    private bool _cancelled;

    public Peer Caller { get; } = caller;

    public long Id { get; } = id;

    /// <summary>Whether the function should stop when its caller is gone.</summary>
    public abstract bool EndsWithCaller { get; }

    /// <summary>Made when the function first asks for it: most do not.</summary>
    public CancellationToken Cancellation
    {
        get
        {
            lock (this)
            {
                return (_cancellation ??= new CancellationTokenSource(_cancelled ? 0 : Timeout.Infinite)).Token;
            }
        }
    }

    protected MessageCodec Codec => executor.Codec;

    /// <summary>
    /// Notes at once that the caller has given up. True when the function has asked for its token, which is to be cancelled then.
    /// </summary>
    public bool MarkCancelled()
    {
        lock (this)
        {
            _cancelled = true;
            return _cancellation is not null;
        }
    }

    /// <summary>Cancels the token, and runs what was registered on it.</summary>
    public void Cancel() => _cancellation?.Cancel();

    /// <summary>Decodes and runs the function, on a thread for user code.</summary>
    public async void Run()
    {
        Invocation? invocation = null;
        try
        {
            invocation = Codec.DecodeBody<Invocation>(Caller, _body);
            _body = default;

            // Decoded in any case: handles that came with it have to be received, or their owners would keep them for ever.
            ThrowIfCancelled();
            CallContext.Current = executor.NewContext(this);
            await invocation.RunAsync(this, this);
        }
        catch (Exception e)
        {
            Fail(RemoteFault.Capture(executor.Pid, e), invocation?.Name);
        }
        finally
        {
            executor.OnEnded(this);
        }
    }

    public ValueTask WaitUntilMayRunAsync() => executor.WaitUntilMayRunAsync();

    public abstract void Accept<T>(T result);

    protected abstract void Fail(RemoteFault fault, string? function);

    private void ThrowIfCancelled()
    {
        lock (this)
        {
            if (_cancelled)
            {
                throw new OperationCanceledException("The call was given up before its function began.");
            }
        }
    }
}
