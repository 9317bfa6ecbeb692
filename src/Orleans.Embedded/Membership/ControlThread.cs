using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Membership;

/// <summary>
/// The thread of a silo or client that watches the cluster and the clock. Nothing of the application runs here but status listeners,
/// and it needs no thread of the pool, so it goes on when the application keeps all of them.
/// </summary>
internal sealed partial class ControlThread : IDisposable
{
    private readonly object _lock = new();
    private readonly Queue<Action> _actions = new();
    private readonly PriorityQueue<Action, long> _timers = new();
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private bool _stopped;

    public ControlThread(string name, ILogger logger)
    {
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    public void Post(Action action)
    {
        lock (_lock)
        {
            _actions.Enqueue(action);
            Monitor.Pulse(_lock);
        }
    }

    public void PostLater(TimeSpan delay, Action action)
    {
        lock (_lock)
        {
            _timers.Enqueue(action, Environment.TickCount64 + (long)delay.TotalMilliseconds);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Runs an action again and again.</summary>
    public void Repeat(Func<TimeSpan> period, Action action) => PostLater(period(), () =>
    {
        try
        {
            action();
        }
        finally
        {
            Repeat(period, action);
        }
    });

    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.Pulse(_lock);
        }

        if (Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        while (Next() is { } action)
        {
            try
            {
                action();
            }
#pragma warning disable CA1031 // One failed action must not end the watch.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogActionFailed(_logger, error);
            }
        }
    }

    private Action? Next()
    {
        lock (_lock)
        {
            while (!_stopped)
            {
                if (_actions.TryDequeue(out Action? action))
                {
                    return action;
                }

                long wait = Timeout.Infinite;
                if (_timers.TryPeek(out Action? timer, out long due))
                {
                    wait = due - Environment.TickCount64;
                    if (wait <= 0)
                    {
                        return _timers.Dequeue();
                    }
                }

                Monitor.Wait(_lock, wait == Timeout.Infinite ? Timeout.Infinite : (int)Math.Min(wait, int.MaxValue));
            }

            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "An action of the control thread failed.")]
    private static partial void LogActionFailed(ILogger logger, Exception error);
}
