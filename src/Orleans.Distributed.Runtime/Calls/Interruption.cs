using Microsoft.Extensions.Logging;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Calls;

/// <summary>Stops what runs in this process when it is interrupted.</summary>
internal sealed partial class Interruption(UserCodeScheduler scheduler, TimeProvider time, ILogger logger)
{
    /// <summary>How long a function has to end by itself before it is aborted.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    /// <summary>How long cancellations and aborts are waited for before the callers are answered all the same.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Stops calls, and returns when that is done as far as the mode goes.</summary>
    public async Task StopAsync(HashSet<RunningCall> calls, InterruptMode mode)
    {
        if (mode == InterruptMode.Abort)
        {
            // What a function left behind has no call any more that could be cancelled, and yet a thread.
            calls.UnionWith(scheduler.Slices.Select(slice => slice.Owner).OfType<RunningCall>());
        }

        foreach (RunningCall call in calls)
        {
            call.Stop(CallStop.Interrupted);
        }

        Task cancelled = Task.WhenAll(calls.Select(call => call.WhenCancelled()));
        if (mode == InterruptMode.Abort)
        {
            await Task.WhenAny(Task.WhenAll(calls.Select(call => call.WhenEnded())), Task.Delay(Grace, time)).ConfigureAwait(false);
            await AbortSlicesAsync(calls).ConfigureAwait(false);
            foreach (RunningCall call in calls)
            {
                call.GiveUpWaiting();
            }
        }

        // Tokens are cancelled on threads for user code, of which there may be none: then the answer does not wait for ever.
        await cancelled.WaitAsync(Limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A call may have several slices at once, and begin another while one is being aborted.</summary>
    private async Task AbortSlicesAsync(HashSet<RunningCall> calls)
    {
        long begin = time.GetTimestamp();
        var aborting = new Dictionary<UserCodeThread, Task>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            bool isIdle = true;
            foreach ((UserCodeThread thread, SynchronizationContext owner) in scheduler.Slices)
            {
                if (owner is not RunningCall { IsSystem: false } call || !calls.Contains(call))
                {
                    continue;
                }

                isIdle = false;
                if (!aborting.TryGetValue(thread, out Task? before) || before.IsCompleted)
                {
                    aborting[thread] = AbortAsync(thread, call);
                }
            }

            Task[] open = [.. aborting.Values.Where(abort => !abort.IsCompleted)];
            TimeSpan left = Limit - time.GetElapsedTime(begin);
            if (open.Length == 0 && isIdle)
            {
                return;
            }

            if (left <= TimeSpan.Zero)
            {
                LogNotAborted(open.Length, Limit.TotalSeconds);
                return;
            }

            await Task.WhenAny(Task.WhenAll(open), Task.Delay(left, time)).ConfigureAwait(false);
        }
    }

    private async Task AbortAsync(UserCodeThread thread, RunningCall call)
    {
        if (await scheduler.AbortAsync(thread, call).ConfigureAwait(false))
        {
            call.OnAborted();
        }
    }

    [LoggerMessage(17, LogLevel.Warning, "{Count} functions that were interrupted could not be aborted within {Seconds} s: they are in native code, "
        + "or in a catch or finally block. Their callers are told that they were interrupted; they themselves go on until they leave it.")]
    private partial void LogNotAborted(int count, double seconds);
}
