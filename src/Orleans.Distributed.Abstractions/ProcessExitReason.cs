namespace Orleans.Distributed;

/// <summary>Why a process counts as gone.</summary>
public enum ProcessExitReason
{
    /// <summary>It ended, or the connection to it broke; what is known besides stands in the other members of <see cref="ProcessExit"/>.</summary>
    Exited,

    /// <summary>It was removed with <c>RmProcsAsync</c>, or the cluster was shut down.</summary>
    Removed,

    /// <summary>It did not answer for longer than <see cref="DistributedOptions.FailureDetection"/> and was declared dead.</summary>
    Unresponsive,

    /// <summary>No process ever had this pid.</summary>
    NeverExisted,
}
