using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Scheduling;

/// <summary>
/// Runs the turns of one activation, one at a time, on threads of the pool. A turn is a stretch of grain code between two awaits:
/// since this is the current scheduler in all of them, code after an await comes back here.
/// </summary>
internal sealed class TurnScheduler(ITurnRunner runner) : TaskScheduler, IThreadPoolWorkItem
{
    private const int LongestRun = 50;
    private const int OneTurn = -1;

    private static readonly Action<object?> RunAll = static state => ((TurnScheduler)state!).Run(LongestRun);
    private static readonly Action<object?> RunFirst = static state => ((TurnScheduler)state!).Run(OneTurn);
    private static readonly ExecutionContext EmptyContext = CaptureEmptyContext();

    private readonly Lock _lock = new();
    private readonly Queue<object> _turns = new();
    private bool _scheduled;
    private Task? _pump;
    private int _runningThread;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Adds the first turn of a request.</summary>
    public void Post(Request request) => Enqueue(request);

    /// <summary>Runs the first turn of a request on this thread, if none runs or waits; else adds it.</summary>
    public void RunOrPost(Request request)
    {
        if (Add(request))
        {
            new Task(RunFirst, this).RunSynchronously(this);
        }
    }

    /// <summary>Adds a turn.</summary>
    public void Post(Action turn) => Enqueue(turn);

    /// <summary>Goes on after turns were not allowed.</summary>
    public void Resume() => Schedule();

    void IThreadPoolWorkItem.Execute() => TryExecuteTask(_pump!);

    protected override void QueueTask(Task task)
    {
        // The turns run within a task of this scheduler, so that it is current in all of them; that task goes to the pool.
        if (ReferenceEquals(task.AsyncState, this))
        {
            _pump = task;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            Enqueue(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && (_runningThread == Environment.CurrentManagedThreadId || ReferenceEquals(task.AsyncState, this)) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
        {
            return [.. _turns.OfType<Task>()];
        }
    }

    private static ExecutionContext CaptureEmptyContext()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }

    private void Enqueue(object turn)
    {
        if (Add(turn))
        {
            Schedule();
        }
    }

    // Returns whether it is now for the caller to see to it that the turns run.
    private bool Add(object turn)
    {
        lock (_lock)
        {
            _turns.Enqueue(turn);
            bool isFirst = !_scheduled;
            _scheduled = true;
            return isFirst;
        }
    }

    private void Schedule() => new Task(RunAll, this).Start(this);

    private void Run(int longest)
    {
        IGrainContext? previous = RuntimeContext.Current;
        RuntimeContext.Current = runner.Context;
        _runningThread = Environment.CurrentManagedThreadId;
        bool goesOn = true;
        try
        {
            goesOn = RunMany(longest);
        }
#pragma warning disable CA1031 // The activation has other turns, which must run.
        catch (Exception error)
#pragma warning restore CA1031
        {
            runner.OnTurnFailed(error);
        }

        _runningThread = 0;
        RuntimeContext.Current = previous;
        if (goesOn)
        {
            // Others want the thread too.
            Schedule();
        }
    }

    // Returns whether there may be more to run, and it may run.
    private bool RunMany(int longest)
    {
        long now = Environment.TickCount64;
        long end = now + longest;
        do
        {
            if (!runner.MayRunTurns(this, now) || !RunOne())
            {
                return false;
            }

            now = Environment.TickCount64;
        }
        while (now <= end);

        lock (_lock)
        {
            return _scheduled = _turns.Count > 0;
        }
    }

    private bool RunOne()
    {
        object? turn;
        lock (_lock)
        {
            if (!_turns.TryDequeue(out turn))
            {
                _scheduled = false;
                return false;
            }
        }

        // What a turn left behind in the flow of the thread must not reach the next one.
        ExecutionContext.Restore(EmptyContext);
        switch (turn)
        {
            case Request request:
                runner.RunTurn(request);
                break;
            case Task task:
                TryExecuteTask(task);
                break;
            default:
                ((Action)turn)();
                break;
        }

        return true;
    }
}
