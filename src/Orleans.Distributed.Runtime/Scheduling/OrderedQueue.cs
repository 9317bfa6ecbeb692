namespace Orleans.Distributed.Scheduling;

/// <summary>Runs pieces of user code one after another, in the order in which they were added, on the threads for user code.</summary>
internal sealed class OrderedQueue(UserCodeScheduler scheduler)
{
    private static readonly SendOrPostCallback RunAll = static queue => ((OrderedQueue)queue!).Run();

    private readonly Queue<Action> _actions = new();
    private bool _running;

    /// <summary>Adds a piece. It must not throw; what it begins and waits for does not hold up the next one.</summary>
    public void Add(Action action)
    {
        lock (_actions)
        {
            _actions.Enqueue(action);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        scheduler.Queue(RunAll, this);
    }

    private void Run()
    {
        while (true)
        {
            Action? action;
            lock (_actions)
            {
                if (!_actions.TryDequeue(out action))
                {
                    _running = false;
                    return;
                }
            }

            action();
        }
    }
}
