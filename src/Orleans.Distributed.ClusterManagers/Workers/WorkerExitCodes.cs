namespace Orleans.Distributed.Workers;

/// <summary>The exit codes that a worker process chooses itself. User code that calls <see cref="Environment.Exit"/> chooses others.</summary>
internal static class WorkerExitCodes
{
    /// <summary>The program of the worker completed.</summary>
    public const int Completed = 0;

    /// <summary>The program of the worker failed.</summary>
    public const int Failed = 1;

    /// <summary>The worker had nothing to run: no start message, or a program that is not there.</summary>
    public const int NotStarted = 2;

    /// <summary>The head is gone.</summary>
    public const int HeadGone = 3;

    /// <summary>The worker was asked to end and had not ended in time.</summary>
    public const int StopOverdue = 4;
}
