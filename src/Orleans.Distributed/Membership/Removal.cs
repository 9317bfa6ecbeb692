using System.Collections.Immutable;

namespace Orleans.Distributed.Membership;

/// <summary>The removal of one worker, for all who wait for it.</summary>
internal sealed class Removal(int pid, CancellationTokenSource hurry)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Pid { get; } = pid;

    /// <summary>The workers about whom callbacks run that this removal waits for, or that wait for it.</summary>
    public ImmutableHashSet<int> Scope { get; set; } = [pid];

    /// <summary>Ends when the worker has left, its process has ended and the callbacks have run.</summary>
    public Task Done => _done.Task;

    /// <summary>Waits for nothing any more: the worker is killed.</summary>
    public void Hurry()
    {
        try
        {
            hurry.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended.
        }
    }

    public void Complete(Exception? error)
    {
        if (error is null)
        {
            _done.TrySetResult();
            return;
        }

        _done.TrySetException(error);

        // Where nobody waits it was logged.
        _ = _done.Task.Exception;
    }
}
