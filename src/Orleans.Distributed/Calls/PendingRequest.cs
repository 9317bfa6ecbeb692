using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>A request that waits for its answer. It ends once.</summary>
/// <remarks>
/// What waits for an answer goes on at once, on the thread that brings it. Every other end may come from a thread that has more to do, such
/// as one that cancels, or that tells of a death: there what waits goes on by itself.
/// </remarks>
internal sealed class PendingRequest(Peer peer, long id, string? function) : IPendingCall
{
    private readonly TaskCompletionSource<Payload> _answer = new();
    private bool _isOver;

    public Peer Peer { get; } = peer;

    public long Id { get; } = id;

    public string? Function { get; } = function;

    public Task<Payload> Task => _answer.Task;

    /// <summary>The answer is there. What waits for it goes on before this returns.</summary>
    /// <returns>Whether it still waited.</returns>
    public bool TrySetResult(Payload answer)
    {
        if (!TryEnd())
        {
            return false;
        }

        _answer.SetResult(answer);
        return true;
    }

    public bool TrySetException(Exception error)
    {
        if (!TryEnd())
        {
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Answer.SetException(end.Error), (Answer: _answer, Error: error), preferLocal: false);
        return true;
    }

    public bool TrySetCanceled(CancellationToken token)
    {
        if (!TryEnd())
        {
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Answer.SetCanceled(end.Token), (Answer: _answer, Token: token), preferLocal: false);
        return true;
    }

    public void OnProcessExited(int pid, ProcessExit exit) =>
        TrySetException(new ProcessExitedException(pid, exit, CallOutcome.MayHaveRun, Function));

    private bool TryEnd() => !Interlocked.Exchange(ref _isOver, true);
}
