namespace Orleans.Runtime.Scheduling;

/// <summary>
/// Runs what goes on when an answer has come: on a <see cref="ContinuationThread"/> while that one is free, else on the pool. When user code keeps the
/// thread, a new one takes its place.
/// </summary>
/// <remarks>
/// The pool wakes a second thread for each item, lest one that blocks hold up others. For calls one after the other some four of its threads look
/// for work all the time, and take the processors from those that have some.
/// </remarks>
/// <param name="usesThread">Whether there is a thread besides the pool.</param>
internal sealed class Continuations(bool usesThread) : IDisposable
{
    private readonly Lock _replacing = new();
    private ContinuationThread? _thread;

    /// <summary>Those of the whole program.</summary>
    public static Continuations Shared { get; } = new(Environment.ProcessorCount > 1);

    /// <summary>Runs an item soon, on a thread that is not the present one unless that one belongs to the pool.</summary>
    public void Run(IThreadPoolWorkItem item)
    {
        if (Thread.CurrentThread.IsThreadPoolThread)
        {
            // It is about to be free, and takes the item up itself.
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: true);
            return;
        }

        ContinuationThread? thread = Volatile.Read(ref _thread);
        if (thread is null || !thread.TryRun(item))
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
            if (thread is null ? usesThread : thread.IsHeldUp)
            {
                Replace(thread);
            }
        }
    }

    /// <summary>The thread ends when it has run what it has.</summary>
    public void Dispose() => _thread?.Dispose();

    private void Replace(ContinuationThread? thread)
    {
        if (!_replacing.TryEnter())
        {
            return;
        }

        try
        {
            if (ReferenceEquals(_thread, thread))
            {
                Volatile.Write(ref _thread, new ContinuationThread());
                thread?.Dispose();
            }
        }
        catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
        {
            // The pool does without.
        }
        finally
        {
            _replacing.Exit();
        }
    }
}
