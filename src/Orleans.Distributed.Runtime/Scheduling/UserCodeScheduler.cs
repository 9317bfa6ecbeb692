using System.Collections.Concurrent;

namespace Orleans.Distributed.Scheduling;

/// <summary>
/// The threads that run user code of one process. They are nobody else's: user code that blocks or spins on them delays neither
/// the engine's threads nor the thread pool, and never delays other user code for long, because threads are added
/// whenever work waits and none of it gets done.
/// </summary>
internal sealed class UserCodeScheduler : IDisposable
{
    /// <summary>More threads than this are never made; further work waits for one of them.</summary>
    public const int MaxThreads = 8192;

    private static readonly TimeSpan IdleBeforeRetirement = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StallBeforeGrowth = TimeSpan.FromMilliseconds(10);
    private const int LargestGrowth = 64;

    private readonly ConcurrentQueue<WorkItem> _queue = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly SynchronizationContext _context;
    private readonly ManualResetEventSlim _stalled = new(false);
    private readonly string _name;
    private readonly int _minThreads = Math.Max(2, Environment.ProcessorCount);

    private int _threads;
    private int _idle;
    private long _taken;
    private bool _supervised;
    private volatile bool _disposed;

    public UserCodeScheduler(string name)
    {
        _name = name;
        _context = new UserCodeSynchronizationContext(this);
    }

    /// <summary>How many threads there are now.</summary>
    public int ThreadCount => Volatile.Read(ref _threads);

    /// <summary>Runs <paramref name="callback"/> on one of the threads. Work starts in the order in which it was queued.</summary>
    public void Queue(SendOrPostCallback callback, object? state)
    {
        _queue.Enqueue(new WorkItem(callback, state));
        if (Volatile.Read(ref _idle) > 0)
        {
            WakeOne();
            return;
        }

        GrowOrSupervise();
    }

    public void Dispose()
    {
        _disposed = true;
        _stalled.Set();
        _available.Release(MaxThreads);
    }

    private void GrowOrSupervise()
    {
        lock (_gate)
        {
            if (_threads < _minThreads)
            {
                StartThread();
                return;
            }

            // For a thread that turns idle at this moment, and would not look at the queue again.
            WakeOne();
            if (!_supervised)
            {
                _supervised = true;
                new Thread(Supervise) { IsBackground = true, Name = $"{_name} supervisor" }.UnsafeStart();
            }
        }

        _stalled.Set();
    }

    /// <summary>
    /// Lets one idle thread look at the queue. As many permits as there are threads are enough, since a thread that is awake
    /// takes work until there is none.
    /// </summary>
    private void WakeOne()
    {
        if (_available.CurrentCount < Volatile.Read(ref _threads))
        {
            _available.Release();
        }
    }

    private void StartThread()
    {
        _threads++;
        new Thread(Work) { IsBackground = true, Name = _name }.UnsafeStart();
    }

    private void Work()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        while (!_disposed)
        {
            if (_queue.TryDequeue(out WorkItem item))
            {
                Interlocked.Increment(ref _taken);
                item.Callback(item.State);

                // User code may have replaced it; what runs next on this thread must not inherit that.
                SynchronizationContext.SetSynchronizationContext(_context);
                continue;
            }

            Interlocked.Increment(ref _idle);
            bool work = _available.Wait(IdleBeforeRetirement);
            Interlocked.Decrement(ref _idle);
            if (!work && Retire())
            {
                return;
            }
        }
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

            lock (_gate)
            {
                for (int i = 0; i < growth && _threads < MaxThreads; i++)
                {
                    StartThread();
                }
            }

            growth = Math.Min(growth * 2, LargestGrowth);
        }
    }

    private readonly record struct WorkItem(SendOrPostCallback Callback, object? State);
}
