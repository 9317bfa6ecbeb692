using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A request that waits for its answer.</summary>
internal sealed class PendingRequest(Peer peer, long id, string? function)
    : TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously), IPendingCall
{
    public Peer Peer { get; } = peer;

    public long Id { get; } = id;

    public string? Function { get; } = function;

    public void OnProcessExited(int pid, ProcessExit exit) =>
        TrySetException(new ProcessExitedException(pid, exit, CallOutcome.MayHaveRun, Function));
}
