using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.Distributed.Scheduling;

/// <summary>
/// The threads that run user code of one process. They are nobody else's: user code that blocks or spins on them delays neither
/// the engine's threads nor the thread pool, and never delays other user code for long, because threads are added
/// whenever work waits and none of it gets done.
/// </summary>
internal sealed partial class UserCodeScheduler : IDisposable
{
    /// <summary>More threads than this are never made; further work waits for one of them.</summary>
    public const int MaxThreads = 8192;

    private static readonly TimeSpan DefaultIdleTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StallBeforeGrowth = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PermissionCheckInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);
    private const int LargestGrowth = 64;
    private const int Spins = 40;
    private const int SpinLength = 20;

    private readonly ConcurrentQueue<WorkItem> _queue = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly SynchronizationContext _context;
    private readonly ManualResetEventSlim _stalled = new(false);
    private readonly ManualResetEventSlim _ended = new(false);
    private readonly Timer _retry;
    private readonly string _name;
    private readonly TimeSpan _idleBeforeRetirement;
    private readonly int _minThreads = Math.Max(2, Environment.ProcessorCount);

    private int _threads;
    private int _idle;
    private bool _searching;
    private long _taken;
    private volatile bool _supervised;
    private volatile bool _disposed;
    private bool _complained;

    /// <param name="name">The name of the threads.</param>
    /// <param name="idleBeforeRetirement">After how long without work a thread ends; 15 seconds by default.</param>
    public UserCodeScheduler(string name, TimeSpan? idleBeforeRetirement = null)
    {
        _name = name;
        _idleBeforeRetirement = idleBeforeRetirement ?? DefaultIdleTime;
        _context = new UserCodeSynchronizationContext(this);
        _retry = new Timer(static scheduler => ((UserCodeScheduler)scheduler!).Retry(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>
    /// Whether user code may run now. While it may not, what is queued waits, the continuations of functions that have begun among
    /// it: a process that was declared dead while it was stopped must not go on when it wakes up.
    /// </summary>
    public Func<bool> MayRun { get; init; } = static () => true;

    /// <summary>Starts a thread; fails where the operating system has none left to give.</summary>
    public Action<Thread> StartThread { get; init; } = static thread => thread.UnsafeStart();

    /// <summary>Told when no thread can be made.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How many threads there are now.</summary>
    public int ThreadCount => Volatile.Read(ref _threads);

    /// <summary>Runs <paramref name="callback"/> on one of the threads. Work starts in the order in which it was queued.</summary>
    public void Queue(SendOrPostCallback callback, object? state) => Queue(new WorkItem(callback, state, null));

    private void Queue(WorkItem item)
    {
        _queue.Enqueue(item);

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
                GrowOrSupervise();
                return;
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _ended.Set();
        _stalled.Set();
        _retry.Dispose();
        _available.Release(MaxThreads);
    }

    private void GrowOrSupervise()
    {
        if (_supervised && _stalled.IsSet && Volatile.Read(ref _threads) >= _minThreads)
        {
            return;
        }

        lock (_gate)
        {
            if (_threads < _minThreads)
            {
                TryAddThread();
                return;
            }

            _supervised = _supervised || TryStart(Supervise, $"{_name} supervisor");
        }

        _stalled.Set();
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

    private bool TryAddThread()
    {
        _threads++;
        if (TryStart(Work, _name))
        {
            return true;
        }

        _threads--;
        return false;
    }

    /// <summary>
    /// Starts a thread. When that is not possible, what is queued stays queued for the threads that there are, and it is tried again
    /// a little later; whoever queued it must not be failed by it, and still less the process.
    /// </summary>
    private bool TryStart(ThreadStart work, string name)
    {
        try
        {
            StartThread(new Thread(work) { IsBackground = true, Name = name });
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            if (!_complained)
            {
                _complained = true;
                LogNoThread(Logger, e, _threads, _queue.Count);
            }

            if (!_disposed)
            {
                _retry.Change(RetryInterval, Timeout.InfiniteTimeSpan);
            }

            return false;
        }
    }

    private void Retry()
    {
        if (!_disposed && !_queue.IsEmpty)
        {
            GrowOrSupervise();
        }
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
                if (SpinForWork())
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
            else if (Retire())
            {
                Detach(thread);
                return;
            }
        }

        Detach(thread);
        lock (_gate)
        {
            _threads--;
        }
    }

    /// <summary>A method of its own, so that a thread which waits holds on to nothing of what it ran last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryRunNext(UserCodeThread thread, bool isSearching)
    {
        if (!_queue.TryDequeue(out WorkItem item))
        {
            return false;
        }

        Interlocked.Increment(ref _taken);
        if (isSearching)
        {
            Interlocked.Exchange(ref _searching, false);
        }

        if (!_queue.IsEmpty)
        {
            WakeOne();
        }

        while (!MayRun())
        {
            if (_ended.Wait(PermissionCheckInterval))
            {
                return true;
            }
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

    /// <summary>Waits a moment without giving the processor up: work often comes at once after work.</summary>
    private bool SpinForWork()
    {
        for (int i = 0; i < Spins; i++)
        {
            if (!_queue.IsEmpty)
            {
                return true;
            }

            Thread.SpinWait(SpinLength);
        }

        return !_queue.IsEmpty;
    }

    private bool Retire()
    {
        lock (_gate)
        {
            if (!_queue.IsEmpty)
            {
                return false;
            }

            _threads--;
            return true;
        }
    }

    /// <summary>Adds threads, ever more at a time, while work waits and none is taken up.</summary>
    private void Supervise()
    {
        int growth = 1;
        while (!_disposed)
        {
            _stalled.Wait();
            long takenBefore = Volatile.Read(ref _taken);
            Thread.Sleep(StallBeforeGrowth);
            if (!MayRun())
            {
                // More threads would only wait as well.
                _ended.Wait(PermissionCheckInterval);
                continue;
            }

            if (_queue.IsEmpty)
            {
                growth = 1;
                _stalled.Reset();
                if (!_queue.IsEmpty)
                {
                    _stalled.Set();
                }

                continue;
            }

            if (Volatile.Read(ref _taken) != takenBefore)
            {
                growth = 1;
                continue;
            }

            if (TryAddThreads(growth))
            {
                growth = Math.Min(growth * 2, LargestGrowth);
            }
            else
            {
                growth = 1;
                _ended.Wait(RetryInterval);
            }
        }
    }

    private bool TryAddThreads(int count)
    {
        lock (_gate)
        {
            for (int i = 0; i < count && _threads < MaxThreads; i++)
            {
                if (!TryAddThread())
                {
                    return false;
                }
            }
        }

        return true;
    }

    [LoggerMessage(16, LogLevel.Error, "No further thread for user code can be made; there are {Threads}, and {Waiting} functions wait for one. "
        + "It is tried again while work waits. The limits of the operating system on threads or memory are probably reached.")]
    private static partial void LogNoThread(ILogger logger, Exception exception, int threads, int waiting);

    private readonly record struct WorkItem(SendOrPostCallback Callback, object? State, SynchronizationContext? Owner);
}
