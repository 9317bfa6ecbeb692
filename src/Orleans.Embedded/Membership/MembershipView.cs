using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Membership;

/// <summary>What this silo knows of the cluster, and whom it tells about changes.</summary>
internal sealed partial class MembershipView(ILogger<MembershipView> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ISiloStatusListener> _listeners = [];
    private readonly List<(Func<ClusterView, bool> Condition, TaskCompletionSource Met)> _waiters = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClusterView _current = ClusterView.Empty;
    private ControlThread? _tellers;
    private bool _ended;

    /// <summary>Raised on the control thread after the view changed, before listeners are told.</summary>
    public event Action<ViewChange>? Changed;

    public ClusterView Current => _current;

    /// <summary>Takes a newer view. On the control thread.</summary>
    /// <param name="view">The view.</param>
    /// <param name="change">What it differs in from the current one; <see langword="null"/> when that is to be found out.</param>
    public void Update(ClusterView view, ClusterChange? change)
    {
        ClusterView previous = _current;
        if (view.Version <= previous.Version)
        {
            return;
        }

        if (change is not null && change.Version != previous.Version + 1)
        {
            // It builds on a version that was not seen here.
            change = null;
        }

        TaskCompletionSource changed;
        ISiloStatusListener[] listeners;
        List<TaskCompletionSource> met = [];
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _current = view;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            listeners = [.. _listeners];
            foreach ((Func<ClusterView, bool> condition, TaskCompletionSource source) in _waiters)
            {
                if (condition(view))
                {
                    met.Add(source);
                }
            }

            _waiters.RemoveAll(waiter => met.Contains(waiter.Met));
        }

        MemberRecord[] news = [.. (change?.Members ?? view.Members).Where(member => previous.Find(member.Address)?.Status != member.Status)];
        Changed?.Invoke(new ViewChange(previous, view, change, news));
        changed.TrySetResult();
        met.ForEach(source => source.TrySetResult());
        foreach (MemberRecord member in news)
        {
            LogStatusChanged(logger, member.Address, member.Status);
            _tellers?.Post(() => Tell(listeners, member.Address, member.Status));
        }
    }

    public bool Subscribe(ISiloStatusListener listener)
    {
        lock (_lock)
        {
            if (_listeners.Contains(listener))
            {
                return false;
            }

            if (_ended)
            {
                return false;
            }

            // A listener may take its time; the thread that watches the cluster has none to give.
            _tellers ??= new ControlThread("Silo status listeners", logger);
            _listeners.Add(listener);
            return true;
        }
    }

    public bool Unsubscribe(ISiloStatusListener listener)
    {
        lock (_lock)
        {
            return _listeners.Remove(listener);
        }
    }

    /// <summary>Waits until a condition holds for the view.</summary>
    public Task WhenAsync(Func<ClusterView, bool> condition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (condition(_current))
            {
                return Task.CompletedTask;
            }

            if (_ended)
            {
                return Task.FromException(new OperationCanceledException("The silo has stopped."));
            }

            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((condition, met));
            return met.Task.WaitAsync(cancellationToken);
        }
    }

    public async IAsyncEnumerable<ClusterMembershipSnapshot> Updates([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ClusterView view;
            Task changed;
            lock (_lock)
            {
                view = _current;
                changed = _changed.Task;
                if (_ended)
                {
                    yield break;
                }
            }

            yield return view.Snapshot;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the updates: the silo has stopped.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;

            // After the last news were told.
            if (_tellers is { } tellers)
            {
                tellers.Post(tellers.Dispose);
            }

            _changed.TrySetResult();
            _waiters.ForEach(waiter => waiter.Met.TrySetCanceled());
            _waiters.Clear();
        }
    }

    private void Tell(ISiloStatusListener[] listeners, SiloAddress silo, SiloStatus status)
    {
        foreach (ISiloStatusListener listener in listeners)
        {
            try
            {
                listener.SiloStatusChangeNotification(silo, status);
            }
#pragma warning disable CA1031 // A listener's error is its own.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogListenerFailed(logger, error, listener.GetType());
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Silo {Silo} is {Status} now.")]
    private static partial void LogStatusChanged(ILogger logger, SiloAddress silo, SiloStatus status);

    [LoggerMessage(2, LogLevel.Error, "The silo status listener {Listener} threw.")]
    private static partial void LogListenerFailed(ILogger logger, Exception error, Type listener);
}
