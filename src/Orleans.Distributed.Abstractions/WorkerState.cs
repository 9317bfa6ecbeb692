namespace Orleans.Distributed;

/// <summary>Where a process is in its life. The states follow each other in this order; a process ends in one of the last two.</summary>
public enum WorkerState
{
    /// <summary>No process has had this pid, as far as is known here.</summary>
    Unknown,

    /// <summary>It has its pid and is being started, and has not joined yet.</summary>
    Created,

    /// <summary>It has joined, and runs functions.</summary>
    Connected,

    /// <summary>It is about to be removed: callbacks run, and it still answers.</summary>
    Terminating,

    /// <summary>It has left as it was asked to: it was removed, or the cluster has ended.</summary>
    Terminated,

    /// <summary>It is gone without having been asked to: it ended by itself, was killed, or stopped answering.</summary>
    Exterminated,
}
