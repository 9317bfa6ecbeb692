namespace Orleans.Distributed.Work;

/// <summary>
/// What flows into the code that a work calls, before the first item: what a function sets for the code that it calls is not for the items
/// that follow.
/// </summary>
internal readonly struct FlowingContext
{
    private readonly ExecutionContext _context;
    private readonly SynchronizationContext? _threads;

    private FlowingContext(ExecutionContext context, SynchronizationContext? threads) => (_context, _threads) = (context, threads);

    /// <summary>What flows now.</summary>
    public static FlowingContext Capture() => new(ExecutionContext.Capture()!, SynchronizationContext.Current);

    /// <summary>Lets the same flow again as then.</summary>
    public void Restore()
    {
        ExecutionContext.Restore(_context);
        if (SynchronizationContext.Current != _threads)
        {
            SynchronizationContext.SetSynchronizationContext(_threads);
        }
    }
}
