namespace Orleans.Distributed.Calls;

/// <summary>A call whose function runs in this process.</summary>
internal interface IRunningCall
{
    /// <summary>Cancelled when the caller gives the call up, when its deadline passes, and when this process is interrupted.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>Whether the function has ended. Code that it left behind is on its own from then on.</summary>
    bool HasEnded => false;

    /// <summary>How much time the call has left; <see langword="null"/> for as long as it takes, and never negative.</summary>
    TimeSpan? Remaining => null;

    /// <summary>
    /// Waits until this process may run user code, for code that runs long without giving its thread back. Never ends in a process
    /// that was declared dead, which is about to end.
    /// </summary>
    ValueTask WaitUntilMayRunAsync();
}
