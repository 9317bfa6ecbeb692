using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Channels;

/// <summary>
/// Awaits what a user-made channel is to give, and knows from the very moment in which the channel has given it, not only when the code
/// behind it goes on: that may wait for a thread long after the one who put the item was told that it is taken.
/// </summary>
/// <remarks>
/// Many channels say at once that a take has completed. Those of System.Threading.Channels say so only when its continuation runs; but
/// they post that to the awaiter's context before they complete the put, so this is a context too.
/// </remarks>
internal sealed class Taking<TResult>(ValueTask<TResult> taking) : SynchronizationContext, ICriticalNotifyCompletion
{
    private readonly ValueTaskAwaiter<TResult> _awaiter = taking.GetAwaiter();
    private readonly SynchronizationContext? _threads = Current;
    private readonly Lock _gate = new();
    private volatile bool _posted;
    private bool _read;

    public bool IsCompleted => _awaiter.IsCompleted;

    /// <summary>Whether the channel has given something, or nothing for good.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_gate)
            {
                // What was read must not be asked any more: it may stand for another operation by now.
                return _posted || _read || _awaiter.IsCompleted;
            }
        }
    }

    public Taking<TResult> GetAwaiter() => this;

    public TResult GetResult()
    {
        lock (_gate)
        {
            _read = true;
            return _awaiter.GetResult();
        }
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        SetSynchronizationContext(this);
        try
        {
            _awaiter.UnsafeOnCompleted(continuation);
        }
        finally
        {
            SetSynchronizationContext(_threads);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _posted = true;
        if (_threads is null)
        {
            base.Post(d, state);
        }
        else
        {
            _threads.Post(d, state);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
