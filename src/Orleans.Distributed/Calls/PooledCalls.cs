using System.Runtime.ExceptionServices;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Messages;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Calls;

/// <summary>Calls on the next free worker of a pool. What they send is what it was at the call, however long a worker takes to become free.</summary>
internal static class PooledCalls
{
    /// <summary>Takes a worker, does something on it, and gives it back whatever happens.</summary>
    public static async Task<TEnd> LeaseAsync<T, TEnd>(
        HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits, Func<int, Invocation<T>, Task<TEnd>> call)
    {
        (int pid, Invocation<T> sent) = await TakeAsync(handles, pool, invocation, limits).ConfigureAwait(false);
        try
        {
            return await call(pid, sent).ConfigureAwait(false);
        }
        finally
        {
            pool.Return(pid);
        }
    }

    /// <summary>
    /// Starts a function on a worker of the pool, and returns at once: the future belongs to this process, and gets the result when
    /// a worker was free and has done it.
    /// </summary>
    public static Future<T> Start<T>(CallDispatcher calls, HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits)
    {
        Task<T> result = LeaseAsync(handles, pool, invocation, limits, (pid, sent) => calls.InvokeAsync(pid, sent, limits));
        ThrowIfUnsendable(result);
        FutureEntry entry = handles.NewOwnFuture();
        Fill(entry, handles.Process.Pid, result);
        return handles.NewHandle<T>(entry.Id, handles.Process.Pid);
    }

    /// <summary>Posts a function to a worker of the pool as soon as one is free. The worker is given back at once.</summary>
    public static void Post<T>(CallDispatcher calls, HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits)
    {
        Task posting = PostAsync();
        ThrowIfUnsendable(posting);
        Observe();

        async Task PostAsync()
        {
            (int pid, Invocation<T> sent) = await TakeAsync(handles, pool, invocation, limits).ConfigureAwait(false);
            pool.Return(pid);
            calls.Post(pid, sent, limits);
        }

        async void Observe()
        {
            try
            {
                await posting.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (limits.IsGivenUp)
            {
                // Its caller wanted it so.
            }
            catch (Exception e)
            {
                handles.Unobserved.Report(limits.Name ?? invocation.Name, RemoteFault.Capture(handles.Process.Pid, e));
            }
        }
    }

    /// <summary>Takes a worker. When none is free at once, what is to be sent is copied now, since its caller may change it meanwhile.</summary>
    private static async ValueTask<(int Pid, Invocation<T> Sent)> TakeAsync<T>(
        HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits)
    {
        if (limits.IsGivenUp)
        {
            throw new OperationCanceledException(limits.Cancelled);
        }

        using var patience = new PoolPatience(limits, handles.Process.Time);
        ValueTask<int> taking = pool.TakeAsync(patience.Token);
        if (taking.IsCompleted)
        {
            return (await taking.ConfigureAwait(false), invocation);
        }

        Snapshot<Invocation> snapshot;
        try
        {
            snapshot = handles.Codec.TakeSnapshot<Invocation>(invocation);
        }
        catch
        {
            ReturnWhenTaken(pool, taking);
            throw;
        }

        int pid;
        try
        {
            pid = await taking.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            throw patience.ToException(limits.Name ?? invocation.Name);
        }

        try
        {
            return (pid, (Invocation<T>)snapshot.Restore());
        }
        catch
        {
            pool.Return(pid);
            throw;
        }
    }

    private static async void ReturnWhenTaken(IWorkerPool pool, ValueTask<int> taking)
    {
        try
        {
            pool.Return(await taking.ConfigureAwait(false));
        }
        catch (Exception)
        {
            // Then there is no worker to give back, and the caller has been told of another failure.
        }
    }

    /// <summary>What cannot be sent is told at the call.</summary>
    private static void ThrowIfUnsendable(Task call)
    {
        if (call.IsFaulted && call.Exception.InnerException is UnsendableValueException unsendable)
        {
            ExceptionDispatchInfo.Throw(unsendable);
        }
    }

    private static async void Fill<T>(FutureEntry entry, int pid, Task<T> result)
    {
        try
        {
            entry.TrySet(new StoredValue<T>(await result.ConfigureAwait(false)));
        }
        catch (Exception e)
        {
            entry.TrySet(new StoredFault(RemoteFault.PassOn(pid, e)));
        }
    }
}
