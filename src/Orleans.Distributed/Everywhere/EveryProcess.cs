using System.Runtime.ExceptionServices;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Everywhere;

/// <summary>Runs one thing on several processes at once.</summary>
internal static class EveryProcess
{
    /// <summary>The pids that a caller gave, looked at before anything is done.</summary>
    public static int[] Checked(IEnumerable<int> pids)
    {
        ArgumentNullException.ThrowIfNull(pids);
        int[] all = [.. pids];
        foreach (int pid in all)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1, nameof(pids));
        }

        return all;
    }

    /// <summary>Runs an invocation on each process, as often as it is listed, and returns the results in the order of the list.</summary>
    /// <exception cref="AggregateException">It failed on some, in the order of the list. The others have run it.</exception>
    /// <exception cref="UnsendableValueException">It cannot be sent. Nothing has run.</exception>
    public static Task<T[]> RunAsync<T>(DistributedCluster cluster, int[] pids, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return RunCoreAsync(cluster, pids, invocation, cancellationToken);
    }

    private static async Task<T[]> RunCoreAsync<T>(
        DistributedCluster cluster, int[] pids, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var calls = new Task<T>[pids.Length];

        // The other processes first: if it cannot be sent, the first one of them says so before anything has run.
        foreach (int i in Enumerable.Range(0, pids.Length).OrderBy(i => pids[i] == cluster.MyId))
        {
            calls[i] = cluster.Calls.InvokeAsync(pids[i], invocation, cancellationToken);
            if (calls[i] is { IsFaulted: true, Exception.InnerException: UnsendableValueException unsendable })
            {
                ExceptionDispatchInfo.Throw(unsendable);
            }
        }

        Task<T[]> all = Task.WhenAll(calls);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.Exception is { } failures)
        {
            throw new AggregateException(
                $"{invocation.Name} failed on {failures.InnerExceptions.Count} of {pids.Length} processes. The others have run it.", failures.InnerExceptions);
        }

        return await all.ConfigureAwait(false);
    }
}
