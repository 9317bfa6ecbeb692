namespace Orleans.Distributed;

/// <summary>
/// Not all workers that were to be added did start, or something that belongs to their start failed. Tells what became of each; the inner
/// exceptions are all failures, also those that concern no worker, such as the ones of callbacks.
/// </summary>
public sealed class AddProcsException : AggregateException
{
    internal AddProcsException(string message, IReadOnlyList<(int Pid, Exception? Error)> workers, IEnumerable<Exception> others)
        : base(message, [.. workers.Select(static worker => worker.Error).OfType<Exception>(), .. others]) => Workers = workers;

    /// <summary>
    /// The workers in the order in which they were asked of the manager. One without an error has joined; whether it is still there, events
    /// and callbacks tell.
    /// </summary>
    public IReadOnlyList<(int Pid, Exception? Error)> Workers { get; }
}
