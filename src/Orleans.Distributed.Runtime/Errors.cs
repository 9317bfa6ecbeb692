using System.Globalization;

namespace Orleans.Distributed;

/// <summary>Errors that are raised in more than one place, so that they read the same everywhere.</summary>
internal static class Errors
{
    private const string UnreadFunction = "A function that could not be read";

    public static InvalidOperationException ReferenceGone(Rrid id) => new(
        $"What {id} refers to is gone: every process had released it, by fetching it, disposing the handle or dropping it. "
        + "Keep a handle as long as it is needed.");

    public static InvalidOperationException FutureSetTwice(Rrid id) => new($"Future can be set only once. The future {id} keeps its first value.");

    public static OperationCanceledException GivenUp(int pid, string? function) => new(
        $"The call of {function ?? UnreadFunction} on process {pid} was given up by its caller. It may go on until it looks at its cancellation token.");

    /// <param name="pid">The process that was asked.</param>
    /// <param name="function">What the call is called, if it was one.</param>
    /// <param name="error">What the engine says.</param>
    public static IOException NotDelivered(int pid, string? function, Exception error) => new(
        $"{(function is null ? "A request" : $"The call of {function}")} did not reach process {pid}, or its answer did not come back, although "
        + $"the process is not known to be gone: {error.Message} {(function is null ? "What was asked may have been done." : "The function may have run.")} "
        + "Repeat it if it is safe to repeat.",
        error);

    /// <param name="pid">The process that runs the function.</param>
    /// <param name="function">What the call is called.</param>
    /// <param name="deadline">How long it was given, where that is known.</param>
    public static TimeoutException DeadlinePassed(int pid, string? function, TimeSpan? deadline = null) => new(
        $"{function ?? UnreadFunction} on process {pid} did not end within its deadline{Of(deadline)}. "
        + "It was asked to stop, and may go on until it looks at its cancellation token.");

    public static TimeoutException NoWorkerInTime(string function, TimeSpan deadline) => new(
        $"{function} was not begun within its deadline{Of(deadline)}: no worker of the pool was free. Add workers to the pool, or give it more time.");

    public static InvalidOperationException NoActiveWorker() => new(
        "No active worker available in pool: it has no member, or all of them are gone. Add workers to it, or make a new pool.");

    public static InvalidOperationException NotHead(int pid) => new(
        $"Only process 1 can add and remove processes. This is process {pid}; do it there, for example with a remote call to process 1.");

    public static ObjectDisposedException ClusterDisposed(Exception? failure = null) => new(
        "The cluster was disposed, or is being disposed, so no workers can be added to it or removed from it. Start another one.", failure);

    public static InvalidOperationException CallbacksAtHead(int pid) => new(
        $"Callbacks for workers are called at process 1. This is process {pid}; register them there. Any process can read ICluster.Events.");

    private static string Of(TimeSpan? deadline) =>
        deadline is { } time ? string.Create(CultureInfo.InvariantCulture, $" of {time.TotalSeconds:0.###} s") : "";
}
