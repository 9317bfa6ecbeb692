namespace Orleans.Distributed.Output;

/// <summary>
/// Hands the lines of all workers of one manager to their receiver, one at a time, on a thread of its own. A receiver that
/// blocks, as a terminal does on Ctrl-S, so takes no thread of the pool: writers wait without one.
/// </summary>
/// <param name="receiver">The receiver; null for the console.</param>
/// <param name="linger">How long the thread waits for more before it ends.</param>
internal sealed class OutputDispatcher(Action<WorkerOutput>? receiver, TimeSpan linger)
{
    private readonly Queue<Action> _queue = new();
    private bool _isRunning;

    /// <summary>
    /// Hands lines of one stream over; completes when the receiver has had the last of them, and never fails. Whoever waits
    /// for that before reading on holds no more than one read of each stream in memory.
    /// </summary>
    public Task DeliverAsync(int pid, WorkerOutputSource source, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return Task.CompletedTask;
        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(() =>
        {
            foreach (string line in lines)
                Deliver(new WorkerOutput(pid, source, line));
            delivered.SetResult();
        });
        return delivered.Task;
    }

    private void Enqueue(Action action)
    {
        lock (_queue)
        {
            _queue.Enqueue(action);
            if (_isRunning)
            {
                Monitor.Pulse(_queue);
                return;
            }

            // Marked as running only when it is: a thread that could not be started is tried again with the next lines.
            new Thread(Run) { IsBackground = true, Name = "Orleans.Distributed worker output" }.UnsafeStart();
            _isRunning = true;
        }
    }

    private void Run()
    {
        while (Next() is { } action)
            action();
    }

    private Action? Next()
    {
        lock (_queue)
        {
            while (_queue.Count == 0)
            {
                if (!Monitor.Wait(_queue, linger) && _queue.Count == 0)
                {
                    _isRunning = false;
                    return null;
                }
            }

            return _queue.Dequeue();
        }
    }

    private void Deliver(WorkerOutput output)
    {
        try
        {
            (receiver ?? ConsoleOutput.Write)(output);
        }
        catch (Exception)
        {
            // The line is worth more than the error: whoever reads the console sees the lines that the receiver missed.
            ConsoleOutput.Write(output);
        }
    }
}
