namespace Orleans.Distributed;

/// <summary>A worker process could not be launched. The message says why, and what to do.</summary>
public sealed class WorkerLaunchException : Exception
{
    /// <summary>A launch that failed before or while its process was started.</summary>
    /// <param name="pid">The pid of the worker.</param>
    /// <param name="message">What happened, why, and what to do.</param>
    /// <param name="innerException">The error underneath; <see langword="null"/> when there is none.</param>
    public WorkerLaunchException(int pid, string message, Exception? innerException = null)
        : base(message, innerException) => Pid = pid;

    /// <summary>A launch whose process ended too early.</summary>
    /// <param name="pid">The pid of the worker.</param>
    /// <param name="message">What happened, why, and what to do.</param>
    /// <param name="exit">How the process ended.</param>
    public WorkerLaunchException(int pid, string message, WorkerExit exit)
        : base(message)
    {
        Pid = pid;
        Exit = exit;
    }

    /// <summary>The pid of the worker that was not launched.</summary>
    public int Pid { get; }

    /// <summary>How its process ended; <see langword="null"/> when there never was one.</summary>
    public WorkerExit? Exit { get; }
}
