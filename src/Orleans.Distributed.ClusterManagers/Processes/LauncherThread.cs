using System.Collections.Concurrent;

namespace Orleans.Distributed.Processes;

/// <summary>
/// The one thread that starts child processes, alive as long as this process is. Linux ties "end with your parent" to the
/// thread that started the child, so a thread of the pool, which may retire at any time, would take its workers with it.
/// </summary>
internal static class LauncherThread
{
    private static readonly Lazy<BlockingCollection<Action>> Queue = new(Start);

    /// <summary>Runs <paramref name="start"/> on the thread.</summary>
    public static Task<T> RunAsync<T>(Func<T> start)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Value.Add(() =>
        {
            try
            {
                completion.SetResult(start());
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        });
        return completion.Task;
    }

    private static BlockingCollection<Action> Start()
    {
        var queue = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var action in queue.GetConsumingEnumerable())
                action();
        })
        {
            IsBackground = true,
            Name = "Orleans.Distributed worker launcher",
        };
        thread.UnsafeStart();
        return queue;
    }
}
