namespace Orleans.Distributed.Benchmarks.Growth;

/// <summary>What calls wait for at the worker.</summary>
internal static class Gate
{
    private static TaskCompletionSource _opened = New();

    /// <summary>Waits until it opens.</summary>
    public static Task PassAsync() => Volatile.Read(ref _opened).Task;

    /// <summary>Lets all pass that wait, and closes again.</summary>
    public static void Open() => Interlocked.Exchange(ref _opened, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
