namespace Orleans.Distributed.Peers;

/// <summary>A call, fetch or channel operation that waits for another process's answer.</summary>
internal interface IPendingCall
{
    /// <summary>The process that should have answered is gone.</summary>
    void OnProcessExited(int pid, ProcessExit exit);
}
