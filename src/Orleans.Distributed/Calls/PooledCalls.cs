using System.Runtime.ExceptionServices;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Messages;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Work;

namespace Orleans.Distributed.Calls;

/// <summary>Calls on the next free worker of a pool. What they send is what it was at the call, however long a worker takes to become free.</summary>
internal static class PooledCalls
{
    /// <summary>
    /// Marks the beginning of library code that may use a pool. A pool of the user's making is user code, which may block: around that only
    /// what the library itself does is bracketed.
    /// </summary>
    public static LibraryCode EnterLibrary(IWorkerPool? pool) =>
        pool is null or WorkerPool or CachingPool ? UserCodeThread.EnterLibrary() : default;

    /// <summary>Takes a worker, does something on it, and gives it back whatever happens.</summary>
    public static async Task<TEnd> LeaseAsync<T, TEnd>(
        HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits, Func<int, Invocation<T>, Task<TEnd>> call)
    {
        (WorkerLease lease, Invocation<T> sent) = await TakeAsync(handles, pool, invocation, limits).ConfigureAwait(false);
        using (lease)
        {
            // The function knows whose turn it is, in case it takes workers of the pool itself.
            HeldLeases.Current = HeldLeases.And(lease);
            return await BeginAsync(handles, pool, invocation, lease.Pid, sent, call).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Starts a function on a worker of the pool, and returns at once: the future belongs to this process, and gets the result when
    /// a worker was free and has done it.
    /// </summary>
    public static Future<T> Start<T>(CallDispatcher calls, HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits)
    {
        Task<T> result;

        // It lives on its own from the wait for a worker on, and does not end with the call that this runs in.
        using (CallContext.Detach())
        {
            result = LeaseAsync(handles, pool, invocation, limits, (pid, sent) => calls.InvokeAsync(pid, sent, limits));
        }

        ThrowIfUnsendable(result);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        FutureEntry entry = handles.NewOwnFuture();
        Fill(entry, handles.Process.Pid, result);
        return handles.NewHandle<T>(entry.Id, handles.Process.Pid);
    }

    /// <summary>Posts a function to a worker of the pool as soon as one is free. The worker is given back at once.</summary>
    public static void Post<T>(CallDispatcher calls, HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits)
    {
        Task posting;

        // As above.
        using (CallContext.Detach())
        {
            posting = PostAsync();
        }

        ThrowIfUnsendable(posting);
        Observe();

        async Task PostAsync()
        {
            (WorkerLease lease, Invocation<T> sent) = await TakeAsync(handles, pool, invocation, limits).ConfigureAwait(false);
            lease.Dispose();
            calls.Post(lease.Pid, Complete(sent, invocation), limits);
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

    private static Task<TEnd> BeginAsync<T, TEnd>(
        HandleContext handles, IWorkerPool pool, Invocation<T> invocation, int pid, Invocation<T> sent, Func<int, Invocation<T>, Task<TEnd>> call)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return pool is CachingPool caching && invocation.Function is { } function && pid != handles.Process.Pid
            ? caching.Functions.Get(function).CallAsync(pid, kept => call(pid, new CachedInvocation<T>(kept, sent.WithFunction(null))))
            : call(pid, Complete(sent, invocation));
    }

    /// <summary>Takes a worker. When none is free at once, what is to be sent is copied now, since its caller may change it meanwhile.</summary>
    private static async ValueTask<(WorkerLease Lease, Invocation<T> Sent)> TakeAsync<T>(
        HandleContext handles, IWorkerPool pool, Invocation<T> invocation, CallLimits limits)
    {
        if (limits.IsGivenUp)
        {
            throw new OperationCanceledException(limits.Cancelled);
        }

        using PoolPatience patience = NewPatience(limits, handles.Process.Time);
        ValueTask<WorkerLease> taking = pool.LeaseAsync(patience.Token);
        if (taking.IsCompleted)
        {
            return (await taking.ConfigureAwait(false), invocation);
        }

        Snapshot<Invocation> snapshot;
        try
        {
            snapshot = TakeSnapshot(handles, pool, invocation);
        }
        catch
        {
            ReturnWhenTaken(taking);
            throw;
        }

        WorkerLease lease;
        try
        {
            lease = await taking.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            throw patience.ToException(limits.Name ?? invocation.Name);
        }

        try
        {
            return (lease, (Invocation<T>)snapshot.Restore());
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static PoolPatience NewPatience(CallLimits limits, TimeProvider time)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return new PoolPatience(limits, time);
    }

    private static Snapshot<Invocation> TakeSnapshot<T>(HandleContext handles, IWorkerPool pool, Invocation<T> invocation)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return handles.Codec.TakeSnapshot<Invocation>(ToCopy(pool, invocation));
    }

    /// <summary>A function that was sent before is frozen already, so only what it is called with is copied.</summary>
    private static Invocation<T> ToCopy<T>(IWorkerPool pool, Invocation<T> invocation) =>
        pool is CachingPool caching && invocation.Function is { } function && caching.Functions.Knows(function)
            ? invocation.WithFunction(null)
            : invocation;

    /// <summary>Puts back the function that was not copied.</summary>
    private static Invocation<T> Complete<T>(Invocation<T> sent, Invocation<T> invocation) =>
        sent.Function is null && invocation.Function is { } function ? sent.WithFunction(function) : sent;

    private static async void ReturnWhenTaken(ValueTask<WorkerLease> taking)
    {
        try
        {
            (await taking.ConfigureAwait(false)).Dispose();
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
