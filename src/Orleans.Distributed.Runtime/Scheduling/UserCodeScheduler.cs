using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Scheduling;

/// <summary>
/// The threads that run user code of one process. They are nobody else's: user code that blocks or spins on them delays neither
/// the engine's threads nor the thread pool, and never delays other user code for long, because threads are added
/// whenever work waits and none of it gets done.
/// </summary>
/// <remarks>Here is which thread looks for work and which sleeps; <see cref="ThreadSupply"/> knows how many there are to be.</remarks>
internal sealed partial class UserCodeScheduler : IDisposable
{
    private static readonly TimeSpan DefaultIdleTime = TimeSpan.FromSeconds(15);
    private const int Yields = 300;

    private readonly WorkQueue _queue = new();
    private readonly ThreadSupply _threads;
    private readonly SemaphoreSlim _available = new(0);
    private readonly SynchronizationContext _context;
    private readonly TimeSpan _idleBeforeRetirement;

    private int _idle;
    private bool _searching;
    private volatile bool _disposed;

    /// <param name="name">The name of the threads.</param>
    /// <param name="idleBeforeRetirement">After how long without work a thread ends; 15 seconds by default.</param>
    public UserCodeScheduler(string name, TimeSpan? idleBeforeRetirement = null)
    {
        _threads = new ThreadSupply(name, _queue, Work);
        _idleBeforeRetirement = idleBeforeRetirement ?? DefaultIdleTime;
        _context = new UserCodeSynchronizationContext(this);
    }

    /// <summary>
    /// Whether user code may run now. While it may not, what is queued waits, the continuations of functions that have begun among
    /// it: a process that was declared dead while it was stopped must not go on when it wakes up.
    /// </summary>
    public Func<bool> MayRun { get => _threads.MayRun; init => _threads.MayRun = value; }

    /// <summary>Starts a thread; fails where the operating system has none left to give.</summary>
    public Action<Thread> StartThread { get => _threads.StartThread; init => _threads.StartThread = value; }

    /// <summary>Told when no thread can be made.</summary>
    public ILogger Logger { get => _threads.Logger; init => _threads.Logger = value; }

    /// <summary>How many threads there are now.</summary>
    public int ThreadCount => _threads.Count;

    /// <summary>Runs <paramref name="callback"/> on one of the threads. Work starts in the order in which it was queued.</summary>
    public void Queue(SendOrPostCallback callback, object? state) => Queue(new WorkItem(callback, state, null));

    public void Dispose()
    {
        _disposed = true;
        _threads.Dispose();
        _available.Release(ThreadSupply.MaxThreads);
    }

    private void Queue(WorkItem item)
    {
        _queue.Add(item);

        // A thread that stops searching says so first and looks at the queue then, and one that goes idle likewise. This is the other way
        // round, so one of the two sees the other.
        Interlocked.MemoryBarrier();
        WakeOne();
    }

    /// <summary>
    /// Sees to it that somebody looks at the queue. One thread at a time searches: when it finds something it wakes the next one, if there
    /// is more. So a burst of short work wakes few threads, and work behind a function that blocks is found all the same.
    /// </summary>
    private void WakeOne()
    {
        while (!Volatile.Read(ref _searching) && !Interlocked.Exchange(ref _searching, true))
        {
            if (TryClaimIdle())
            {
                // It goes on as the one that searches.
                _available.Release();
                return;
            }

            // Who queued something meanwhile relied on this search, and a thread may have gone idle too late for it.
            Interlocked.Exchange(ref _searching, false);
            if (_queue.IsEmpty || Volatile.Read(ref _idle) == 0)
            {
                _threads.Request();
                return;
            }
        }
    }

    /// <summary>
    /// Takes one thread out of the count of idle ones: whoever does it has that thread, and owes it a permit. So no two items
    /// count on the same thread, of which the first may keep it for ever.
    /// </summary>
    private bool TryClaimIdle()
    {
        int idle = Volatile.Read(ref _idle);
        while (idle > 0)
        {
            int seen = Interlocked.CompareExchange(ref _idle, idle - 1, idle);
            if (seen == idle)
            {
                return true;
            }

            idle = seen;
        }

        return false;
    }

    private void Work()
    {
        UserCodeThread thread = Attach();
        SynchronizationContext.SetSynchronizationContext(_context);
        bool isSearching = false;
        while (!_disposed)
        {
            if (TryRunNext(thread, isSearching))
            {
                if (thread.IsLost)
                {
                    // At once, and without taking a lock: see there.
                    return;
                }

                isSearching = false;
                continue;
            }

            if (isSearching || !Interlocked.Exchange(ref _searching, true))
            {
                isSearching = true;
                if (LookForWork())
                {
                    continue;
                }

                isSearching = false;
                Interlocked.Exchange(ref _searching, false);
            }

            Interlocked.Increment(ref _idle);
            if (!_queue.IsEmpty && TryClaimIdle())
            {
                continue;
            }

            if (_available.Wait(_idleBeforeRetirement))
            {
                isSearching = true;
                continue;
            }

            if (!TryClaimIdle())
            {
                // Somebody claimed this thread at the last moment, and its permit is on the way.
                _available.Wait();
                isSearching = true;
            }
            else if (_threads.TryRetire())
            {
                Detach(thread);
                return;
            }
        }

        Detach(thread);
        _threads.Remove();
    }

    /// <summary>A method of its own, so that a thread which waits holds on to nothing of what it ran last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryRunNext(UserCodeThread thread, bool isSearching)
    {
        if (!_queue.TryTake(out WorkItem item))
        {
            return false;
        }

        if (isSearching)
        {
            Interlocked.Exchange(ref _searching, false);
        }

        if (!_queue.IsEmpty)
        {
            WakeOne();
        }

        if (!_threads.WaitUntilMayRun())
        {
            return true;
        }

        if (item.Owner is { } owner)
        {
            thread.Run(owner, item.Callback, item.State);
        }
        else
        {
            item.Callback(item.State);
        }

        // User code may have replaced it; what runs next on this thread must not inherit that.
        SynchronizationContext.SetSynchronizationContext(_context);
        return true;
    }

    /// <summary>
    /// Waits a moment: work often comes at once after work. For longer than a call takes whose threads have to be woken; else calls that were
    /// slow once would stay so, each finding the thread asleep. It gives the processor up meanwhile, since those who bring the work may want it.
    /// </summary>
    private bool LookForWork()
    {
        for (int i = 0; i < Yields; i++)
        {
            if (!_queue.IsEmpty)
            {
                return true;
            }

            Thread.Yield();
        }

        return !_queue.IsEmpty;
    }
}
