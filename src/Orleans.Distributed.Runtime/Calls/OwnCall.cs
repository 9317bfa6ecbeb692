using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A call of this process to itself.</summary>
internal abstract class OwnCall(CallExecutor executor) : RunningCall(executor), IPendingCall
{
    /// <inheritdoc/>
    public abstract void OnProcessExited(int pid, ProcessExit exit);

    protected override void OnEnded() => Executor.OnEnded(this);
}
