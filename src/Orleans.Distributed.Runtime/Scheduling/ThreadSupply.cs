using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.Distributed.Scheduling;

/// <summary>
/// Makes the threads that take work from a queue: as many as there are processors, as they are needed, and more whenever work waits and
/// none of it is taken up.
/// </summary>
internal sealed partial class ThreadSupply : IDisposable
{
    /// <summary>More threads than this are never made; further work waits for one of them.</summary>
    public const int MaxThreads = 8192;

    private static readonly TimeSpan StallBeforeGrowth = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PermissionCheckInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);
    private const int LargestGrowth = 64;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _stalled = new(false);
    private readonly ManualResetEventSlim _ended = new(false);
    private readonly Timer _retry;
    private readonly string _name;
    private readonly WorkQueue _queue;
    private readonly ThreadStart _work;
    private readonly int _minThreads = Math.Max(2, Environment.ProcessorCount);

    private int _threads;
    private volatile bool _supervised;
    private volatile bool _disposed;
    private bool _complained;

    /// <param name="name">The name of the threads.</param>
    /// <param name="queue">The work.</param>
    /// <param name="work">What each thread runs. Before it ends it calls <see cref="TryRetire"/> or <see cref="Remove"/>.</param>
    public ThreadSupply(string name, WorkQueue queue, ThreadStart work)
    {
        _name = name;
        _queue = queue;
        _work = work;
        _retry = new Timer(static supply => ((ThreadSupply)supply!).Retry(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Whether work may be done now. While it may not, more threads would only wait as well.</summary>
    public Func<bool> MayRun { get; set; } = static () => true;

    /// <summary>Starts a thread; fails where the operating system has none left to give.</summary>
    public Action<Thread> StartThread { get; set; } = static thread => thread.UnsafeStart();

    /// <summary>Told when no thread can be made.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>How many threads there are now.</summary>
    public int Count => Volatile.Read(ref _threads);

    /// <summary>Work waits, and no thread is idle: adds one, or sees to it that more come should the ones that there are not take it up.</summary>
    public void Request()
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

    /// <summary>Waits until work may be done.</summary>
    /// <returns>False when the end came first.</returns>
    public bool WaitUntilMayRun()
    {
        while (!MayRun())
        {
            if (_ended.Wait(PermissionCheckInterval))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes out a thread that has nothing to do. False when there is work after all.</summary>
    public bool TryRetire()
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

    /// <summary>Takes out a thread that has ended, or takes no work any more.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            _threads--;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _ended.Set();
        _stalled.Set();
        _retry.Dispose();
    }

    private bool TryAddThread()
    {
        _threads++;
        if (TryStart(_work, _name))
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
            Request();
        }
    }

    /// <summary>Adds threads, ever more at a time, while work waits and none is taken up.</summary>
    private void Supervise()
    {
        int growth = 1;
        while (!_disposed)
        {
            _stalled.Wait();
            long takenBefore = _queue.Taken;
            Thread.Sleep(StallBeforeGrowth);
            if (!MayRun())
            {
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

            if (_queue.Taken != takenBefore)
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
}
