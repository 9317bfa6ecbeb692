namespace Orleans.Distributed.Peers;

/// <summary>A call, fetch or channel operation that waits for the answer of a process, which may be the own one.</summary>
internal interface IPendingCall
{
    /// <summary>The process that should have answered is gone.</summary>
    void OnProcessExited(int pid, ProcessExit exit);
}
