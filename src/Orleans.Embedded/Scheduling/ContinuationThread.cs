using System.Runtime.CompilerServices;

namespace Orleans.Runtime.Scheduling;

/// <summary>
/// A thread that runs one item at a time. Nothing ever waits for it: while it runs an item, which may be user code that blocks for ever, it takes
/// no other.
/// </summary>
internal sealed class ContinuationThread : IDisposable
{
    /// <summary>After how long it counts as held up by an item, in milliseconds.</summary>
    private const int LongestItem = 50;

    private const int SpinLength = 20;
    private const int Yields = 300;

    // Four threads take part in a call between two processes of one machine. Where each can have a processor, this one is faster when it keeps
    // its own.
    private static readonly int Spins = Environment.ProcessorCount >= 4 ? 40 : 0;

    private static readonly Nothing Ended = new();

    private readonly object _gate = new();

    // What it runs, or is to run; null when it is free.
    private IThreadPoolWorkItem? _item;
    private long _begun = long.MaxValue;
    private bool _sleeps;
    private bool _ends;

    /// <exception cref="OutOfMemoryException">The system has no thread to give.</exception>
    public ContinuationThread() => new Thread(Work) { IsBackground = true, Name = "continuations" }.UnsafeStart();

    /// <summary>Whether it has run one item for so long that others should not count on it.</summary>
    public bool IsHeldUp => Environment.TickCount64 - Volatile.Read(ref _begun) > LongestItem;

    /// <summary>Has an item run here, if nothing else is running.</summary>
    public bool TryRun(IThreadPoolWorkItem item)
    {
        if (Volatile.Read(ref _item) is not null || Interlocked.CompareExchange(ref _item, item, null) is not null)
        {
            return false;
        }

        // It says that it sleeps and looks for an item then; this is the other way round, so one of the two sees the other.
        if (Volatile.Read(ref _sleeps))
        {
            Wake();
        }

        return true;
    }

    /// <summary>The thread ends when it has run what it has.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _ends, true);
        Wake();
    }

    private void Work()
    {
        ExecutionContext empty = ExecutionContext.Capture()!;
        while (WaitForItem())
        {
            RunItem(empty);
        }
    }

    /// <summary>A method of its own, so that the thread holds on to nothing of what it ran last while it waits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunItem(ExecutionContext empty)
    {
        Volatile.Write(ref _begun, Environment.TickCount64);
        _item!.Execute();
        Volatile.Write(ref _begun, long.MaxValue);

        // What user code left behind must not reach the next item.
        SynchronizationContext.SetSynchronizationContext(null);
        ExecutionContext.Restore(empty);
        Volatile.Write(ref _item!, Volatile.Read(ref _ends) ? Ended : null!);
    }

    /// <summary>Waits for an item; false at the end, after which it takes none.</summary>
    private bool WaitForItem()
    {
        while (!LookForItem())
        {
            Sleep();
            if (Volatile.Read(ref _ends) && Interlocked.CompareExchange(ref _item, Ended, null) is null)
            {
                return false;
            }
        }

        return !ReferenceEquals(_item, Ended);
    }

    private bool LookForItem()
    {
        for (int i = 0; i < Spins; i++)
        {
            if (Volatile.Read(ref _item) is not null)
            {
                return true;
            }

            Thread.SpinWait(SpinLength);
        }

        for (int i = 0; i < Yields; i++)
        {
            if (Volatile.Read(ref _item) is not null)
            {
                return true;
            }

            Thread.Yield();
        }

        return false;
    }

    private void Sleep()
    {
        lock (_gate)
        {
            Interlocked.Exchange(ref _sleeps, true);
            while (Volatile.Read(ref _item) is null && !Volatile.Read(ref _ends))
            {
                Monitor.Wait(_gate);
            }

            _sleeps = false;
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.Pulse(_gate);
        }
    }

    private sealed class Nothing : IThreadPoolWorkItem
    {
        public void Execute()
        {
        }
    }
}
