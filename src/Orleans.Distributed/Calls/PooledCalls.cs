using Orleans.Distributed.Futures;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Calls;

/// <summary>Calls on the next free worker of a pool.</summary>
internal static class PooledCalls
{
    /// <summary>Takes a worker, does something on it, and gives it back whatever happens.</summary>
    public static async Task<T> LeaseAsync<T>(IWorkerPool pool, Func<int, Task<T>> call, CancellationToken cancellationToken)
    {
        int pid = await pool.TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(pid).ConfigureAwait(false);
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
    public static Future<T> Start<T>(CallDispatcher calls, HandleContext handles, IWorkerPool pool, Invocation<T> invocation)
    {
        FutureEntry entry = handles.NewOwnFuture();
        Fill(entry, handles.Process.Pid, LeaseAsync(pool, pid => calls.InvokeAsync(pid, invocation, CancellationToken.None), CancellationToken.None));
        return handles.NewHandle<T>(entry.Id, handles.Process.Pid);
    }

    /// <summary>Posts a function to a worker of the pool as soon as one is free. The worker is given back at once.</summary>
    public static async void Post<T>(CallDispatcher calls, HandleContext handles, IWorkerPool pool, Invocation<T> invocation)
    {
        try
        {
            int pid = await pool.TakeAsync().ConfigureAwait(false);
            pool.Return(pid);
            calls.Post(pid, invocation);
        }
        catch (Exception e)
        {
            handles.Unobserved.Report(invocation.Name, RemoteFault.Capture(handles.Process.Pid, e));
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
