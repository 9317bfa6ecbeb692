namespace Orleans.Distributed.Calls;

/// <summary>A call whose function runs in this process.</summary>
internal interface IRunningCall
{
    /// <summary>Cancelled when the caller gives the call up.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>
    /// Waits until this process may run user code, for code that runs long without giving its thread back. Never ends in a process
    /// that was declared dead, which is about to end.
    /// </summary>
    ValueTask WaitUntilMayRunAsync();
}
