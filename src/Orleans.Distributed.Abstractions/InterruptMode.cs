namespace Orleans.Distributed;

/// <summary>How hard an interrupt breaks what a process runs.</summary>
public enum InterruptMode
{
    /// <summary>
    /// Cancels the token of each running call, and with it the calls and waits that it has begun. Code that does not look at its
    /// token goes on. The default.
    /// </summary>
    Cancel = 0,

    /// <summary>
    /// Cancels, and a moment later breaks what is still there: synchronous code is aborted wherever it is, threads that block are
    /// woken with an exception, and calls that wait for something asynchronous are given up. Code that was aborted may leave
    /// its own data half changed; use it as a last resort.
    /// </summary>
    Abort = 1,
}
