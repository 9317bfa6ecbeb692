using Orleans.Distributed.Futures;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A call to the own process: the function runs on its threads for user code, with the very objects that were given.</summary>
internal sealed class LocalCall<T>(CallExecutor executor, Invocation<T> invocation, CancellationToken cancellation)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IRunningCall, IPendingCall
{
    public static readonly SendOrPostCallback RunCallback = static call => ((LocalCall<T>)call!).Run();

    public CancellationToken Cancellation => cancellation;

    /// <summary>Where the result is kept, when it is to be kept.</summary>
    public FutureEntry? Future { get; init; }

    /// <summary>Told of a failure, when nobody waits for this call.</summary>
    public Action<RemoteFault>? OnFault { get; init; }

    public ValueTask WaitUntilMayRunAsync() => executor.WaitUntilMayRunAsync();

    /// <summary>This process has ended, and the function, if it began, will not come to its end.</summary>
    public void OnProcessExited(int pid, ProcessExit exit)
    {
        var exited = new ProcessExitedException(pid, exit, CallOutcome.MayHaveRun, invocation.Name);
        Future?.OnOwnerExited(exited);
        Fail(exited);
    }

    private async void Run()
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            CallContext.Current = executor.NewContext(this);
            T result = await invocation.InvokeAsync(this);
            Future?.TrySet(new StoredValue<T>(result));
            TrySetResult(result);
        }
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested && e.CancellationToken == cancellation)
        {
            Future?.TrySet(new StoredFault(RemoteFault.Capture(executor.Pid, e)));
            TrySetCanceled(cancellation);
        }
        catch (Exception e)
        {
            RemoteFault fault = RemoteFault.Capture(executor.Pid, e);
            Future?.TrySet(new StoredFault(fault));
            OnFault?.Invoke(fault);
            Fail(fault.ToException());
        }
        finally
        {
            executor.OnEnded(this);
        }
    }

    private void Fail(Exception error)
    {
        TrySetException(error);

        // The failure is told through the future or the handler; the task of a call that nobody awaits stays silent.
        _ = Task.Exception;
    }
}
